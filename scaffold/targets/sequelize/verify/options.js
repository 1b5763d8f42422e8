'use strict';

// Replaces the project's .sequelizerc: what that loads (such as a compiler) is loaded, but its
// options (url, config, folders) are ignored.

const fs = require('fs');
const path = require('path');

const theirs = path.resolve('.sequelizerc');
if (fs.existsSync(theirs)) {
  require(theirs);
}

module.exports = {};
