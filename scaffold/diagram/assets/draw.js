// Draws a diagram that is laid out, as the inside of an SVG element; every text is escaped here.
function escapeText(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(text).replace(/[&<>"']/g, (character) => entities[character]);
}

function drawGraph(graph, layout, keysOnly) {
  const lines = graph.lines.map((line, i) => drawLine(line, i, layout.lines[i]));
  const boxes = graph.boxes.map((box, i) => drawBox(box, i, layout.boxes[i], keysOnly));
  return MARKERS + lines.join('') + boxes.join('');
}

const MARKERS = ['', '-lit']
  .map(
    (lit) => `<defs>
<marker id="many${lit}" class="end${lit}" viewBox="0 0 14 14" refX="13" refY="7" markerWidth="14" markerHeight="14" markerUnits="userSpaceOnUse" orient="auto"><path d="M13 1 L1 7 L13 13 M1 7 H13"/></marker>
<marker id="one${lit}" class="end${lit}" viewBox="0 0 14 14" refX="13" refY="7" markerWidth="14" markerHeight="14" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M8 1 V13 M4 7 H13"/></marker>
<marker id="maybe${lit}" class="end${lit}" viewBox="0 0 14 14" refX="13" refY="7" markerWidth="14" markerHeight="14" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><circle cx="7" cy="7" r="3.5"/></marker>
</defs>`,
  )
  .join('');

function drawLine(line, number, points) {
  const start = line.optional ? 'maybe' : 'one';
  const end = line.single ? 'one' : 'many';
  const words = `${line.source}.${line.attribute} → ${line.target}.${line.refersTo}`;
  return (
    `<path class="line${line.logical ? ' logical' : ''} starts-${start} ends-${end}"` +
    ` data-line="${number}" d="${curve(points)}"><title>${escapeText(words)}</title></path>`
  );
}

// A smooth line: straight at its ends, through the middle of each inner segment.
function curve(points) {
  const at = (p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`;
  if (points.length < 3) return `M${at(points[0])} L${at(points[points.length - 1])}`;
  let path = `M${at(points[0])}`;
  for (let i = 1; i < points.length - 1; i += 1) {
    const [p, q] = [points[i], points[i + 1]];
    const end = i === points.length - 2 ? q : { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 };
    path += ` Q${at(p)} ${at(end)}`;
  }
  return path;
}

function drawBox(box, number, place, keysOnly) {
  const { x, y, width, height } = place;
  const rows = rowsOf(box, keysOnly).map((row, i) => {
    const baseline = HEAD + i * ROW + 17;
    return (
      `<g class="row${row.key ? ' key' : ''}"><title>${escapeText(row.title)}</title>` +
      `<text class="mark" x="10" y="${baseline}">${escapeText(row.marks)}</text>` +
      `<text x="56" y="${baseline}">${escapeText(row.name)}</text>` +
      `<text class="type" x="${width - 10}" y="${baseline}">${escapeText(row.type)}</text></g>`
    );
  });
  return (
    `<g class="box" data-box="${number}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">` +
    `<title>${escapeText(box.name)}</title>` +
    `<rect class="frame" width="${width}" height="${height}" rx="6"/>` +
    `<path class="head" d="M0 ${HEAD} V6 Q0 0 6 0 H${width - 6} Q${width} 0 ${width} 6 V${HEAD} Z"/>` +
    `<text class="name" x="10" y="22">${escapeText(box.label)}</text>` +
    `<text class="table" x="${width - 10}" y="22">${escapeText(box.table)}</text>` +
    `${rows.join('')}` +
    `<text class="far" x="${width / 2}" y="${height / 2}" font-size="${farSize(box, place)}">` +
    `${escapeText(box.label)}</text></g>`
  );
}

// The size in which a model's name fills its box, for a diagram seen from far.
function farSize(box, { width, height }) {
  const size = Math.min(width / (0.62 * Math.max(box.cells, 4)), height * 0.7, 64);
  return size.toFixed(0);
}
