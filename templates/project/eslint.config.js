'use strict';

const js = require('@eslint/js');
const globals = require('globals');

module.exports = [
  // Copies of the last generated files, and the Python environment.
  { ignores: ['.scaffold/', '.venv/'] },
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: 'commonjs',
      globals: globals.node,
    },
  },
];
