const { sequelize, Agent, Ticket } = require("./src/models");

async function seed() {
	const ada = await Agent.create({ name: "Ada", mail: "ada@example.org" });
	await Agent.create({ name: "Old", mail: "old@example.org", isActive: false });
	const ticket = await Ticket.create({ subject: "no   sound", agentId: ada.id });
	await ticket.createMessage({ text: "it is silent  ", minutes: 5 });
	await ticket.createMessage({ text: "still" });
	const gone = await Ticket.create({ subject: "spam spam" });
	await gone.destroy();
}

seed().then(() => sequelize.close());
