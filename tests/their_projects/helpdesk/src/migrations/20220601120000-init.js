module.exports = {
	async up(queryInterface, Sequelize) {
		const id = { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false };
		const stamp = { type: Sequelize.DATE, allowNull: false };
		await queryInterface.createTable("Agents", {
			id,
			name: { type: Sequelize.STRING(80), allowNull: false },
			mail: { type: Sequelize.STRING(200), allowNull: false, unique: true },
			isActive: { type: Sequelize.BOOLEAN, allowNull: false, defaultValue: true },
			createdAt: stamp,
			updatedAt: stamp,
		});
		await queryInterface.createTable("Tickets", {
			id: { type: Sequelize.UUID, primaryKey: true, allowNull: false },
			subject: { type: Sequelize.STRING(160), allowNull: false },
			state: { type: Sequelize.STRING(16), allowNull: false, defaultValue: "open" },
			agentId: {
				type: Sequelize.INTEGER,
				references: { model: "Agents", key: "id" },
				onDelete: "SET NULL",
				onUpdate: "CASCADE",
			},
			createdAt: stamp,
			updatedAt: stamp,
			deletedAt: { type: Sequelize.DATE },
		});
		await queryInterface.addIndex("Tickets", ["state"], { name: "tickets_by_state" });
		await queryInterface.createTable("Messages", {
			id,
			ticketId: {
				type: Sequelize.UUID,
				allowNull: false,
				references: { model: "Tickets", key: "id" },
				onDelete: "CASCADE",
				onUpdate: "CASCADE",
			},
			text: { type: Sequelize.TEXT, allowNull: false },
			minutes: { type: Sequelize.INTEGER },
			createdAt: stamp,
		});
	},
	async down(queryInterface) {
		for (const table of ["Messages", "Tickets", "Agents"]) await queryInterface.dropTable(table);
	},
};
