// Reads a graph as JSON from standard input, and prints its SVG. Arguments: dagre, d3-force,
// layout.js, draw.js, diagram.css.
const { readFileSync } = require('node:fs');
const vm = require('node:vm');

const [dagre, d3, layout, draw, style] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8'));
const code = `${dagre}
${d3}
${layout}
${draw}
(graph, keysOnly) => {
  const placed = layoutGraph(dagre, d3, graph, keysOnly);
  return { ...placed, inside: drawGraph(graph, placed, keysOnly) };
}`;
const { graph, title, keysOnly } = JSON.parse(readFileSync(0, 'utf8'));
const { width, height, inside } = vm.runInThisContext(code)(graph, keysOnly);
const escaped = title.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}"`;
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" class="diagram alone" ${size} viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}">
<title>${escaped}</title>
<style>
${style}</style>
${inside}
</svg>
`);
