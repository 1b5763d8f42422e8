const assert = require("assert");
const { sequelize, Agent, Ticket } = require("./src/models");

async function test() {
	const ada = await Agent.findOne({ include: "tickets" });
	assert.equal(ada.label, "Ada <ada@example.org>");
	assert.equal(ada.tickets[0].subject, "no sound");
	assert.equal(await Agent.count(), 1);
	assert.equal(await Agent.scope("all").count(), 2);
	const ticket = await Ticket.scope("open").findOne({ include: ["agent", "messages"] });
	assert.deepEqual(ticket.messages.map((each) => each.text).sort(), ["it is silent", "still"]);
	assert.equal(await Ticket.count(), 1);
	assert.equal(await Ticket.count({ paranoid: false }), 2);
	await assert.rejects(Ticket.create({ subject: "no" }), /len/);
	await assert.rejects(ticket.update({ state: "odd" }), /isIn/);
}

test()
	.then(() => sequelize.close())
	.catch((error) => {
		console.error(error);
		process.exitCode = 1;
	});
