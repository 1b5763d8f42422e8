const fs = require("fs");
const path = require("path");
const { Sequelize, DataTypes } = require("sequelize");
const config = require("../../config/database")[process.env.NODE_ENV || "development"];

const sequelize = new Sequelize(config);
const models = {};

for (const file of fs.readdirSync(__dirname)) {
	if (file === "index.js" || !file.endsWith(".js")) continue;
	const model = require(path.join(__dirname, file))(sequelize, DataTypes);
	models[model.name] = model;
}

for (const model of Object.values(models)) {
	if (typeof model.associate === "function") model.associate(models);
}

module.exports = { sequelize, ...models };
