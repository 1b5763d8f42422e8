const { Model } = require("sequelize");

module.exports = (sequelize, DataTypes) => {
	class Agent extends Model {
		static associate(models) {
			this.hasMany(models.Ticket, { as: "tickets", foreignKey: "agentId" });
		}

		get label() {
			return `${this.name} <${this.mail}>`;
		}
	}

	Agent.init(
		{
			id: {
				type: DataTypes.INTEGER,
				primaryKey: true,
				autoIncrement: true,
			},
			name: {
				type: DataTypes.STRING(80),
				allowNull: false,
			},
			mail: {
				type: DataTypes.STRING(200),
				allowNull: false,
				unique: true,
				validate: { isEmail: true },
			},
			isActive: {
				type: DataTypes.BOOLEAN,
				allowNull: false,
				defaultValue: true,
			},
		},
		{
			sequelize,
			modelName: "Agent",
			tableName: "Agents",
			defaultScope: { where: { isActive: true } },
			scopes: { all: {} },
		}
	);

	return Agent;
};
