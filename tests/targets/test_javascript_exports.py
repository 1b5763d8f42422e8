"""What a configuration in JavaScript exports, read without running it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.targets.sequelize.existing.exports import exported
from scaffold.targets.sequelize.existing.js_expressions import COMPUTED
from scaffold.targets.sequelize.existing.js_tokens import UnreadableError
from tests.support.project_template import rendered_template

PATH = "const path = require('path');\n"
# Each as people write it, and what node says of it in the folder /app.
FORMS = [
    "module.exports = { config: 'config/config.js' }",
    f"{PATH}module.exports = {{ config: path.resolve('config', 'config.js') }};",
    f"{PATH}module.exports = {{ 'models-path': path.resolve(__dirname, 'app', '..', 'models') }};",
    "const { resolve, join: j } = require('node:path')\n"
    "module.exports = { config: resolve('a'), 'models-path': j('b', 'c'), }\n",
    "let path = require('path'), root = path.join(__dirname, 'src')\n"
    "module.exports = {\n  'config': root + '/config.js', // the same for all\n"
    "  'models-path': `${root}/models`\n}\n",
    "/* what sequelize-cli reads */\n'use strict'\n"
    "var path = require('path')\nexports.config = path.resolve('c.js')\n"
    "exports['models-path'] = './m'\n",
    f"{PATH}module.exports.config = path.resolve('c.js');",
    'module.exports = exports = { config: "it\\\'s \\u0061\\x62\\u{63}" };',
    f"{PATH}const options = {{ config: 'a.js' }};\nmodule.exports = {{ ...options, b: 'c' }};",
    f"{PATH}const options = {{ config: 'a.js' }};\nmodule.exports = options;",
    "const dirs = { models: 'm' };\nmodule.exports = { 'models-path': dirs.models };",
    "require('fs').existsSync('x');\nmodule.exports = { config: ('a' + '.js') };",
    "module.exports = { debug: true, timeout: 5, config: 'a', nothing: undefined, list: [1, {}] };",
    "#!/usr/bin/env node\nmodule.exports = { config: 'a' }",
    "const name = 'config';\nmodule.exports = { [name]: 'a', name };",
    f"{PATH}module.exports = {{ config: require('path').join('a', 'b') + path.sep }};",
    "",
]
COMPUTED_ONES = [
    ("module.exports = { config: process.env.CONFIG || 'a', 'models-path': 'm' }", {"models-path"}),
    ("module.exports = { config: f('a'), 'models-path': 'm' }", {"models-path"}),
    ("module.exports = { config() { return 'a' }, b: 'm' }", None),
    ("let a = 'x'; a = 'y'; module.exports = { config: a, b: 'm' }", {"b"}),
    ("let a = 'x'; if (f()) { a = 'y' } module.exports = { config: a, b: 'm' }", {"b"}),
    ("const a = { config: 'x' }; a.config = 'y'; module.exports = a", None),
    ("const a = { config: 'x' }; Object.assign(a, f()); module.exports = { ...a }", None),
    ("if (f()) { module.exports = { config: 'a' } }", None),
    ("module.exports = f ? { config: 'a' } : {}", None),
    ("module.exports = require('./other')", None),
    ("module.exports = { ...require('./other'), config: 'a' }", None),
    ("module.exports = { [f()]: 'a' }", None),
    ("module.exports = { config: `${f()}/a`, b: `m` }", {"b"}),
    ("module.exports = { config: /a'/ }", None),
    ("module.exports = { config: 'a", None),
    ("module.exports = { config: '\\u{110000}' }", None),
    ("module.exports = { config: 'a\\0b', b: 'm' }", {"b"}),
    ("module.exports = " + "(" * 5000 + "'a'", None),
    ("module.exports = " + "{a: " * 5000, None),
    ("x" * 70000, None),
    ("module.exports = { config: 'b' } && { config: 'a' }", None),
    (f"{PATH}f({{ path: path.join('a') }}); module.exports = {{ b: path.join('a') }}", {"b"}),
]


@pytest.mark.node
@pytest.mark.parametrize("text", FORMS)
def test_exports_equal_those_of_node(text: str, tmp_path: Path) -> None:
    (tmp_path / ".sequelizerc").write_text(text)
    done = subprocess.run(
        ["node", "-p", "JSON.stringify(require('./.sequelizerc'))"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    texts = {name: each for name, each in json.loads(done.stdout).items() if isinstance(each, str)}
    found = exported(text, str(tmp_path))
    assert {name: each for name, each in found.items() if each is not COMPUTED} == texts


def test_an_es_module_for_commonjs() -> None:
    text = (
        "import path from 'path';\nimport { resolve as r } from 'node:path';\n"
        "const options = { config: path.resolve('c.cjs'), 'models-path': r('m') };\n"
        "export { options as 'module.exports' };\n"
    )
    assert exported(text, "/app") == {"config": "/app/c.cjs", "models-path": "/app/m"}


@pytest.mark.parametrize(("text", "known"), COMPUTED_ONES)
def test_what_is_computed_is_not_guessed(text: str, known: set[str] | None) -> None:
    if known is None:
        with pytest.raises(UnreadableError):
            exported(text, "/app")
    else:
        found = exported(text, "/app")
        assert {name for name, value in found.items() if value is not COMPUTED} == known


def test_configuration_of_the_project_template_is_read() -> None:
    text = (rendered_template() / ".sequelizerc").read_text()
    assert exported(text, "/app") == {
        "config": "/app/config/config.js",
        "models-path": "/app/models",
        "migrations-path": "/app/migrations",
        "seeders-path": "/app/seeders",
    }


PIECES = (
    *("module.exports", "exports", "=", "{", "}", "(", ")", "[", "]", ",", ";", ":", ".", "+", "a"),
    *("'", "`", '"', "${", "=>", "const", "let", "import", "export", "as", "\\", "/", "*", "..."),
)


@given(st.lists(st.sampled_from(PIECES)))
def test_any_text_gives_values_or_a_reason(pieces: list[str]) -> None:
    try:
        found = exported(" ".join(pieces), "/app")
    except UnreadableError:
        return
    assert all(isinstance(name, str) for name in found)
