const { Model } = require("sequelize");

module.exports = (sequelize, DataTypes) => {
	class Ticket extends Model {
		static associate(models) {
			this.belongsTo(models.Agent, { as: "agent", foreignKey: "agentId", onDelete: "SET NULL" });
			this.hasMany(models.Message, { as: "messages", foreignKey: "ticketId", onDelete: "CASCADE" });
		}

		close() {
			return this.update({ state: "closed" });
		}
	}

	Ticket.init(
		{
			id: {
				type: DataTypes.UUID,
				primaryKey: true,
				defaultValue: DataTypes.UUIDV4,
			},
			subject: {
				type: DataTypes.STRING(160),
				allowNull: false,
				validate: { len: [3, 160] },
			},
			state: {
				type: DataTypes.STRING(16),
				allowNull: false,
				defaultValue: "open",
				validate: { isIn: [["open", "waiting", "closed"]] },
			},
			// Set by the agent who takes it.
			agentId: {
				type: DataTypes.INTEGER,
				references: { model: "Agents", key: "id" },
			},
		},
		{
			sequelize,
			modelName: "Ticket",
			tableName: "Tickets",
			paranoid: true,
			scopes: {
				open: { where: { state: "open" } },
			},
			hooks: {
				beforeCreate(ticket) {
					ticket.subject = ticket.subject.replace(/\s+/g, " ");
				},
			},
			indexes: [
				{ name: "tickets_by_state", fields: ["state"] },
			],
		}
	);

	return Ticket;
};
