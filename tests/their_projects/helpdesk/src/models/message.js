const { Model } = require("sequelize");

module.exports = (sequelize, DataTypes) => {
	class Message extends Model {
		static associate(models) {
			this.belongsTo(models.Ticket, { as: "ticket", foreignKey: "ticketId" });
		}
	}

	Message.init(
		{
			id: {
				type: DataTypes.INTEGER,
				primaryKey: true,
				autoIncrement: true,
			},
			ticketId: {
				type: DataTypes.UUID,
				allowNull: false,
				references: { model: "Tickets", key: "id" },
			},
			text: {
				type: DataTypes.TEXT,
				allowNull: false,
				get() {
					return this.getDataValue("text")?.trimEnd();
				},
			},
			minutes: {
				type: DataTypes.INTEGER,
			},
		},
		{ sequelize, modelName: "Message", tableName: "Messages", updatedAt: false }
	);

	return Message;
};
