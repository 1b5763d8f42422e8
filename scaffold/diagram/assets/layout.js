// Places the boxes of a diagram and routes its lines; runs in the page, in a worker and in node.
// graph: {boxes: [{name, width, rows: [{key, …}]}], lines: [{source, target}]}
// result: {boxes: [{x, y, width, height}], lines: [[{x, y}]], width, height}, in pixels.
const ROW = 20;
const HEAD = 34;
const GAP = 40;
// Above as many boxes a layered layout is a thin strip; related boxes are then drawn together by forces.
const LAYERED = 60;

function rowsOf(box, keysOnly) {
  return keysOnly ? box.rows.filter((row) => row.key) : box.rows;
}

function layoutGraph(dagre, d3, graph, keysOnly) {
  const sizes = graph.boxes.map((box) => {
    const rows = rowsOf(box, keysOnly).length;
    return { width: box.width, height: HEAD + rows * ROW + (rows ? 8 : 0) };
  });
  const index = new Map(graph.boxes.map((box, i) => [box.name, i]));
  const ends = graph.lines.map((line) => [index.get(line.source), index.get(line.target)]);
  const parts = components(sizes.length, ends).map((part) => {
    const { boxes, lines } =
      part.boxes.length > LAYERED
        ? byForces(d3, part, sizes, ends)
        : inLayers(dagre, part, sizes, ends);
    return measured(boxes, lines);
  });
  return pack(parts, sizes.length, ends.length);
}

// Groups of boxes that lines connect, as lists of numbers.
function components(count, ends) {
  const next = Array.from({ length: count }, () => []);
  ends.forEach(([a, b], number) => {
    next[a].push([b, number]);
    next[b].push([a, number]);
  });
  const seen = new Array(count).fill(false);
  const found = [];
  for (let start = 0; start < count; start += 1) {
    if (seen[start]) continue;
    seen[start] = true;
    const boxes = [start];
    const lines = new Set();
    for (let at = 0; at < boxes.length; at += 1) {
      for (const [other, number] of next[boxes[at]]) {
        lines.add(number);
        if (!seen[other]) {
          seen[other] = true;
          boxes.push(other);
        }
      }
    }
    found.push({ boxes, lines: [...lines] });
  }
  return found;
}

function inLayers(dagre, part, sizes, ends) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, edgesep: 8, ranksep: 90, ranker: 'tight-tree' });
  for (const box of part.boxes) graph.setNode(String(box), { ...sizes[box] });
  for (const line of part.lines) {
    const [source, target] = ends[line];
    // What is referred to is on the left.
    graph.setEdge(String(target), String(source), {}, String(line));
  }
  dagre.layout(graph);
  const boxes = part.boxes.map((box) => {
    const { x, y, width, height } = graph.node(String(box));
    return { box, x: x - width / 2, y: y - height / 2, width, height };
  });
  const lines = part.lines.map((line) => {
    const [source, target] = ends[line];
    return { line, points: graph.edge(String(target), String(source), String(line)).points };
  });
  return { boxes, lines };
}

// The height is stretched so that boxes are as high as wide on average: circles around them then
// leave little room, and nothing overlaps.
function byForces(d3, part, sizes, ends) {
  const sum = (key) => part.boxes.reduce((total, box) => total + sizes[box][key], 0);
  const stretch = sum('width') / sum('height');
  const at = new Map(part.boxes.map((box, i) => [box, i]));
  const nodes = part.boxes.map((box) => {
    const { width, height } = sizes[box];
    return { box, width, height, radius: Math.hypot(width, height * stretch) / 2 + 14 };
  });
  const links = part.lines
    .map((line) => ({ source: at.get(ends[line][0]), target: at.get(ends[line][1]) }))
    .filter((link) => link.source !== link.target);
  const distance = ({ source, target }) => source.radius + target.radius + 20;
  const simulation = d3
    .forceSimulation(nodes)
    .force('link', d3.forceLink(links).distance(distance))
    .force('charge', d3.forceManyBody().strength(-900).distanceMax(3000))
    .force('x', d3.forceX().strength(0.08))
    .force('y', d3.forceY().strength(0.08))
    .force('collide', d3.forceCollide((node) => node.radius).iterations(2))
    .stop();
  simulation.tick(260);
  // The last rounds only take overlaps away.
  for (const force of ['link', 'charge', 'x', 'y']) simulation.force(force, null);
  simulation.force('collide').iterations(6);
  simulation.alpha(1).alphaDecay(0).tick(150);
  const boxes = nodes.map(({ box, x, y, width, height }) => {
    return { box, x: x - width / 2, y: y / stretch - height / 2, width, height };
  });
  const lines = part.lines.map((line) => {
    const [source, target] = ends[line].map((box) => boxes[at.get(box)]);
    return { line, points: straight(target, source) };
  });
  return { boxes, lines };
}

// A straight line between the borders of two boxes, or a loop beside one.
function straight(from, to) {
  if (from === to) {
    const { x, y, width } = from;
    const [right, top] = [x + width, y + 12];
    return [
      { x: right, y: top },
      { x: right + 26, y: top - 8 },
      { x: right + 26, y: top + 22 },
      { x: right, y: top + 14 },
    ];
  }
  return [border(from, to), border(to, from)];
}

function border(box, other) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const [dx, dy] = [other.x + other.width / 2 - x, other.y + other.height / 2 - y];
  const share = Math.min(box.width / 2 / Math.abs(dx), box.height / 2 / Math.abs(dy), 1);
  return { x: x + dx * share, y: y + dy * share };
}

function measured(boxes, lines) {
  const points = [
    ...boxes.flatMap((b) => [b, { x: b.x + b.width, y: b.y + b.height }]),
    ...lines.flatMap((l) => l.points),
  ];
  const left = least(points, 'x');
  const top = least(points, 'y');
  const right = -least(points, 'x', -1);
  const bottom = -least(points, 'y', -1);
  return { boxes, lines, left, top, width: right - left, height: bottom - top };
}

function least(points, axis, sign = 1) {
  return points.reduce((found, point) => Math.min(found, sign * point[axis]), Infinity);
}

// Puts the parts beside each other in rows, the tallest first.
function pack(parts, boxCount, lineCount) {
  const area = parts.reduce((sum, p) => sum + (p.width + GAP) * (p.height + GAP), 0);
  const widest = parts.reduce((most, part) => Math.max(most, part.width), 0);
  const room = Math.max(widest, Math.sqrt(area) * 1.3);
  const result = { boxes: new Array(boxCount), lines: new Array(lineCount), width: 0, height: 0 };
  let x = 0;
  let y = 0;
  let row = 0;
  for (const part of [...parts].sort((a, b) => b.height - a.height)) {
    if (x > 0 && x + part.width > room) {
      x = 0;
      y += row + GAP;
      row = 0;
    }
    const dx = x - part.left + GAP / 2;
    const dy = y - part.top + GAP / 2;
    for (const { box, ...place } of part.boxes) {
      result.boxes[box] = { ...place, x: place.x + dx, y: place.y + dy };
    }
    for (const { line, points } of part.lines) {
      result.lines[line] = points.map((point) => ({ x: point.x + dx, y: point.y + dy }));
    }
    x += part.width + GAP;
    row = Math.max(row, part.height);
    result.width = Math.max(result.width, x);
    result.height = Math.max(result.height, y + part.height + GAP);
  }
  return result;
}
