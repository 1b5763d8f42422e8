const path = require("path");

module.exports = {
	development: {
		dialect: "sqlite",
		storage: path.join(__dirname, "..", "data.sqlite"),
		logging: false,
	},
};
