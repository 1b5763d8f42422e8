'use strict';

// Stands in for the project's .sequelizerc: what that loads (a compiler, say) is loaded, what it
// says (url, config, folders) is not taken.

const fs = require('fs');
const path = require('path');

const theirs = path.resolve('.sequelizerc');
if (fs.existsSync(theirs)) {
  require(theirs);
}

module.exports = {};
