// The page: draws the graph, moves and zooms it, searches it, and shows one model's relations.
(() => {
  const all = JSON.parse(document.getElementById('graph').textContent);
  const $ = (id) => document.getElementById(id);
  const svg = document.querySelector('main svg');
  const view = $('view');
  const panel = document.querySelector('aside');
  const known = new Map(all.boxes.map((box) => [box.name, box]));
  const MANY = 60;
  const FAR = 0.42;
  let layout = null;
  let keysOnly = all.boxes.length > MANY;
  // What is drawn: all models, or those related to one.
  let graph = all;
  let number = numbers(all);
  let chosen = null;
  let at = { x: 0, y: 0, scale: 1 };

  function numbers(drawn) {
    return new Map(drawn.boxes.map((box, i) => [box.name, i]));
  }

  function relatedTo(name) {
    const lines = all.lines.filter((line) => line.source === name || line.target === name);
    const names = new Set([name, ...lines.flatMap((line) => [line.source, line.target])]);
    return { boxes: all.boxes.filter((box) => names.has(box.name)), lines };
  }

  // Draws other models, and shows the chosen one among them.
  function focus(next) {
    graph = next;
    number = numbers(next);
    arrange();
  }

  function show(next) {
    at = next;
    view.setAttribute('transform', `translate(${at.x} ${at.y}) scale(${at.scale})`);
    svg.classList.toggle('far', at.scale < FAR);
  }

  function zoom(factor, x = svg.clientWidth / 2, y = svg.clientHeight / 2) {
    const scale = Math.min(Math.max(at.scale * factor, 0.005), 4);
    const real = scale / at.scale;
    show({ scale, x: x - (x - at.x) * real, y: y - (y - at.y) * real });
  }

  function fit() {
    const { clientWidth: w, clientHeight: h } = svg;
    const scale = Math.min(w / layout.width, h / layout.height, 1.2) * 0.97;
    show({ scale, x: (w - layout.width * scale) / 2, y: (h - layout.height * scale) / 2 });
  }

  function centre(name) {
    const { x, y, width, height } = layout.boxes[number.get(name)];
    const scale = Math.max(at.scale, 0.9);
    show({
      scale,
      x: svg.clientWidth / 2 - (x + width / 2) * scale,
      y: svg.clientHeight / 2 - (y + Math.min(height, svg.clientHeight / scale) / 2) * scale,
    });
  }

  function draw(next) {
    layout = next;
    view.innerHTML = drawGraph(graph, layout, keysOnly);
    for (const box of view.querySelectorAll('.box')) {
      const { name } = graph.boxes[box.dataset.box];
      box.setAttribute('tabindex', '0');
      box.setAttribute('role', 'button');
      box.setAttribute('aria-label', `Model ${name}`);
    }
    $('detail').textContent = keysOnly ? 'All attributes' : 'Keys only';
    fit();
    if (chosen === null) return;
    choose(chosen);
    if (graph === all) centre(chosen);
  }

  // A grid, shown until the layout is ready.
  function grid() {
    const plain = { boxes: graph.boxes, lines: [] };
    const placed = layoutGraph(dagre, d3, plain, keysOnly);
    const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
    placed.lines = graph.lines.map((line) =>
      [line.target, line.source].map((name) => middle(placed.boxes[number.get(name)])),
    );
    return placed;
  }

  let job = 0;
  function arrange() {
    job += 1;
    const mine = job;
    const related = graph === all ? '' : ` of ${all.boxes.length}`;
    const counts = `${graph.boxes.length}${related} models, ${graph.lines.length} foreign keys`;
    const done = (result) => {
      if (mine !== job) return;
      draw(result);
      $('status').textContent = counts;
      document.documentElement.dataset.ready = 'yes';
    };
    const here = () => done(layoutGraph(dagre, d3, graph, keysOnly));
    if (graph.boxes.length <= MANY) {
      here();
      return;
    }
    document.documentElement.dataset.ready = 'no';
    $('status').textContent = `${counts}; arranging them …`;
    draw(grid());
    const code = `${$('layout').textContent}
onmessage = ({ data }) => postMessage(layoutGraph(dagre, d3, data.graph, data.keysOnly));`;
    try {
      const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
      const worker = new Worker(address);
      worker.onmessage = ({ data }) => {
        worker.terminate();
        URL.revokeObjectURL(address);
        done(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        setTimeout(here, 50);
      };
      worker.postMessage({ graph, keysOnly });
    } catch {
      setTimeout(here, 50);
    }
  }

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function linkTo(name) {
    const button = element('button', name, { class: 'link', type: 'button' });
    button.addEventListener('click', () => go(name));
    return button;
  }

  function choose(name) {
    chosen = name;
    for (const lit of view.querySelectorAll('.lit, .centre')) lit.classList.remove('lit', 'centre');
    svg.classList.toggle('chosen', name !== null);
    panel.hidden = name === null;
    if (name === null) {
      history.replaceState(null, '', location.pathname + location.search);
      if (graph !== all) focus(all);
      return;
    }
    const near = new Set([name]);
    graph.lines.forEach((line, at) => {
      if (line.source !== name && line.target !== name) return;
      near.add(line.source).add(line.target);
      view.querySelector(`[data-line="${at}"]`).classList.add('lit');
    });
    const box = (each) => view.querySelector(`[data-box="${number.get(each)}"]`);
    for (const each of near) box(each).classList.add('lit');
    box(name).classList.add('centre');
    describe(known.get(name));
    history.replaceState(null, '', `#${encodeURIComponent(name)}`);
  }

  function describe(box) {
    const close = element('button', '×', { class: 'close', type: 'button', 'aria-label': 'Close' });
    close.addEventListener('click', () => choose(null));
    const attributes = element('table');
    for (const row of box.rows) {
      const line = attributes.insertRow();
      for (const text of [row.fullName, row.fullType, row.marks]) line.insertCell().textContent = text;
    }
    const only = graph !== all;
    const scope = element('button', only ? 'Show all models' : 'Show only related models', { type: 'button', id: 'scope' });
    scope.addEventListener('click', () => focus(only ? all : relatedTo(box.name)));
    const parts = [close, element('h2', box.name), element('p', `table ${box.fullTable}`)];
    if (box.comment) parts.push(element('p', box.comment));
    parts.push(scope);
    if (box.associations.length) {
      const list = element('ul');
      for (const each of box.associations) {
        const item = element('li', `${each.alias}: ${each.kind} `);
        item.append(known.has(each.target) ? linkTo(each.target) : each.target);
        if (each.through) item.append(' through ', known.has(each.through) ? linkTo(each.through) : each.through);
        list.append(item);
      }
      parts.push(element('h3', 'Associations'), list);
    }
    const keys = all.lines.filter((l) => l.source === box.name || l.target === box.name);
    if (keys.length) {
      const list = element('ul');
      for (const line of keys) {
        const item = element('li');
        item.append(linkTo(line.source), `.${line.attribute} → `, linkTo(line.target), `.${line.refersTo}`);
        if (line.actions) item.append(element('p', line.actions));
        list.append(item);
      }
      parts.push(element('h3', 'Foreign keys'), list);
    }
    parts.push(element('h3', 'Attributes'), attributes);
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
  }

  function go(name) {
    if (graph !== all) {
      chosen = name;
      focus(relatedTo(name));
    } else {
      choose(name);
      centre(name);
    }
  }

  // Search: models first, then tables and attributes.
  const found = $('found');
  let matches = [];
  let selected = 0;
  function search() {
    const words = $('search').value.trim().toLowerCase();
    matches = words ? allMatches(words).slice(0, 30) : [];
    selected = 0;
    list();
  }

  function allMatches(words) {
    const has = (text) => text.toLowerCase().includes(words);
    const models = [];
    const inside = [];
    all.boxes.forEach((box) => {
      const { name } = box;
      if (has(name)) models.push({ name, text: name, rank: name.toLowerCase().indexOf(words) });
      else if (has(box.fullTable)) inside.push({ name, text: name, more: `table ${box.fullTable}` });
      for (const row of box.rows) {
        if (has(row.fullName)) inside.push({ name, text: `${name}.${row.fullName}`, more: row.fullType });
      }
    });
    models.sort((a, b) => a.rank - b.rank || a.text.length - b.text.length);
    return [...models, ...inside];
  }

  function list() {
    found.replaceChildren(
      ...matches.map((match, at) => {
        const item = element('li', `${match.text} `, { role: 'option', 'aria-selected': String(at === selected) });
        if (match.more) item.append(element('small', match.more));
        item.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          take(at);
        });
        return item;
      }),
    );
    if (!matches.length && $('search').value.trim()) {
      found.append(element('li', 'nothing found', { role: 'option' }));
    }
    found.hidden = !found.childElementCount;
    $('search').setAttribute('aria-expanded', String(!found.hidden));
  }

  function take(at) {
    if (!matches[at]) return;
    go(matches[at].name);
    found.hidden = true;
    $('search').blur();
  }

  $('search').addEventListener('input', search);
  $('search').addEventListener('focus', () => {
    $('search').select();
    search();
  });
  $('search').addEventListener('blur', () => { found.hidden = true; });
  $('search').addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && matches.length) {
      selected = (selected + step + matches.length) % matches.length;
      list();
      found.children[selected].scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    } else if (event.key === 'Enter') take(selected);
    else if (event.key === 'Escape') $('search').blur();
    event.stopPropagation();
  });

  // Move and zoom: wheel, drag, two fingers, keys.
  svg.addEventListener('wheel', (event) => {
    event.preventDefault();
    const { left, top } = svg.getBoundingClientRect();
    const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    zoom(Math.exp(-step / 400), event.clientX - left, event.clientY - top);
  }, { passive: false });

  const fingers = new Map();
  let moved = 0;
  svg.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, event);
    if (fingers.size === 1) moved = 0;
  });
  addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 2) {
      const other = [...fingers.values()].find((each) => each.pointerId !== event.pointerId);
      const apart = (p) => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY);
      const { left, top } = svg.getBoundingClientRect();
      zoom(apart(event) / Math.max(apart(before), 1), other.clientX - left, other.clientY - top);
    } else if (moved > 4) {
      svg.classList.add('moving');
      show({ ...at, x: at.x + dx, y: at.y + dy });
    }
    fingers.set(event.pointerId, event);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      svg.classList.remove('moving');
    });
  }
  svg.addEventListener('click', (event) => {
    if (moved > 4) return;
    const box = event.target.closest('.box');
    if (!box) choose(null);
    else if (graph === all) choose(graph.boxes[box.dataset.box].name);
    else go(graph.boxes[box.dataset.box].name);
  });
  svg.addEventListener('keydown', (event) => {
    const box = event.target.closest('.box');
    if (box && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      go(graph.boxes[box.dataset.box].name);
    }
  });
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pan = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (pan && !panel.contains(event.target)) show({ ...at, x: at.x + pan[0], y: at.y + pan[1] });
    else if (event.key === '+' || event.key === '=') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') fit();
    else if (event.key === 'Escape') choose(null);
    else if (event.key === '/') $('search').focus();
    else return;
    event.preventDefault();
  });

  $('in').addEventListener('click', () => zoom(1.25));
  $('out').addEventListener('click', () => zoom(0.8));
  $('fit').addEventListener('click', fit);
  $('detail').addEventListener('click', () => {
    keysOnly = !keysOnly;
    arrange();
  });
  const dark = () =>
    (document.documentElement.dataset.theme ||
      (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const nameTheme = () => { $('theme').textContent = dark() ? 'Light' : 'Dark'; };
  $('theme').addEventListener('click', () => {
    document.documentElement.dataset.theme = dark() ? 'light' : 'dark';
    nameTheme();
  });
  nameTheme();

  let named = '';
  try {
    named = decodeURIComponent(location.hash.slice(1));
  } catch {
    // A hash that is no text names no model.
  }
  arrange();
  if (known.has(named)) go(named);
})();
