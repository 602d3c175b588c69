'use strict';
// Ties the report together: what is hovered, chosen or filtered in one place shows in all others.
(() => {
  const figures = JSON.parse(document.getElementById('report-figures').textContent);
  const rows = [...document.querySelectorAll('tr[data-c]')];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chosen = new Set(), sorts = new Map(), tables = [...document.querySelectorAll('table')];
  let hovered = null, words = [];

  const escape = text => String(text).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const percent = v => (v < 0 ? '\u2212' : v > 0 ? '+' : '') + Math.abs(v).toFixed(2) + ' %';
  const brief = v => String(+(+v).toPrecision(4));

  // What a filter looks at: the id and what the axes say.
  const texts = new Map();
  const describe = (c, label) => { if (!texts.has(c) || (label && texts.get(c) === c)) texts.set(c, label ? c + ' ' + label : c); };
  rows.forEach(row => describe(row.dataset.c, (row.querySelector('.label') || {}).textContent));
  const kept = c => { const text = (texts.get(c) || c).toLowerCase(); return words.every(word => text.includes(word)); };
  const lit = c => c !== null && (chosen.has(c) || c === hovered);
  // A name on lines of so many letters, broken at its spaces, and inside of words that are longer.
  const broken = (name, letters) => name.split(' ').flatMap(word => word.match(new RegExp('.{1,' + letters + '}', 'gu')) || ['']).reduce((lines, word) => {
    const longer = lines.length ? lines[lines.length - 1] + ' ' + word : '';
    return longer && longer.length <= letters ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []).join('\n');
  const title = c => '<b>' + escape(texts.get(c) || c) + '</b>';

  function theme() {
    return {
      ink: colour('ink'), soft: colour('soft'), rule: colour('rule'), card: colour('card'), accent: colour('accent'),
      worse: colour('worse'), unsure: colour('unsure'), t0: colour('t0'), tm: colour('tm'), t1: colour('t1'),
      font: getComputedStyle(document.body).fontFamily
    };
  }
  const axis = (t, more) => ({
    nameTextStyle: {color: t.soft, fontSize: 12}, axisLabel: {color: t.soft, fontSize: 12, hideOverlap: true},
    axisLine: {lineStyle: {color: t.rule}}, axisTick: {show: false}, splitLine: {lineStyle: {color: t.rule, opacity: .6}}, ...more
  });
  // The ends of a given range are seldom round figures.
  const ends = t => ({color: t.soft, fontSize: 12, hideOverlap: true, showMinLabel: false, showMaxLabel: false});
  const basis = t => ({
    animation: false, textStyle: {fontFamily: t.font, color: t.ink}, aria: {enabled: false},
    tooltip: {
      confine: true, backgroundColor: t.card, borderColor: t.rule, padding: [8, 10], extraCssText: 'white-space:normal;max-width:20rem',
      textStyle: {color: t.ink, fontSize: 12, fontFamily: t.font}
    }
  });
  // An interval as a line with its ends, in pixels of the chart.
  const whisker = (index, low, high, x) => (params, api) => {
    const from = api.coord([api.value(x), api.value(low)]), to = api.coord([api.value(x), api.value(high)]);
    const style = {stroke: api.visual('color'), lineWidth: 1.5, opacity: .85};
    const line = (x1, y1, x2, y2) => ({type: 'line', shape: {x1, y1, x2, y2}, style});
    return {type: 'group', children: [line(from[0], from[1], to[0], to[1]),
      line(from[0] - 4, from[1], from[0] + 4, from[1]), line(to[0] - 4, to[1], to[0] + 4, to[1])]};
  };

  const draw = {
    response(d, t) {
      const seen = d.readings.filter(r => kept(r.candidate));
      const curve = seen.filter(r => r.onCurve), rest = seen.filter(r => !r.onCurve);
      const point = r => ({value: [r.x, r.percent, r.low, r.high], candidate: r.candidate,
        itemStyle: lit(r.candidate) ? {color: t.worse, opacity: 1} : undefined, symbolSize: lit(r.candidate) ? 11 : undefined});
      return {
        ...basis(t), grid: {left: 54, right: 18, top: 30, bottom: 44},
        xAxis: axis(t, {type: 'value', name: d.axis, nameLocation: 'middle', nameGap: 28, scale: true, splitLine: {show: false}}),
        yAxis: axis(t, {type: 'value', name: '% against ' + d.reference, nameTextStyle: {color: t.soft, align: 'left', padding: [0, 0, 0, -40]}, scale: true}),
        tooltip: {...basis(t).tooltip, formatter: p => p.data && p.data.candidate
          ? title(p.data.candidate) + '<br>' + percent(p.value[1]) + ' (' + percent(p.value[2]) + ' to ' + percent(p.value[3]) + ')' : ''},
        series: [
          {type: 'scatter', data: rest.map(point), symbolSize: 6, itemStyle: {color: t.unsure, opacity: .38}, markLine: {silent: true, symbol: 'none',
            lineStyle: {color: t.soft, type: 'dashed', opacity: .7}, label: {show: false}, data: [{yAxis: 0}]}},
          {type: 'custom', silent: true, data: curve.map(point), renderItem: whisker(0, 2, 3, 0), itemStyle: {color: t.accent}, encode: {x: 0, y: [1, 2, 3]}, z: 3},
          {type: 'line', data: curve.map(point), symbol: 'circle', symbolSize: 8, lineStyle: {color: t.accent, width: 2}, itemStyle: {color: t.accent}, z: 4}
        ]
      };
    },
    map(d, t) {
      const across = d.panels.length > 1 && d.width > 620 ? 2 : 1, high = 18 * d.parts.length;
      const values = d.panels.flatMap(p => p.patches.map(q => q.value));
      const span = d.scale === 'T' ? [Math.min(0, ...values), Math.max(1, ...values)] : d.scale === 'PERCENT'
        ? [-1, 1].map(s => s * Math.max(...values.map(Math.abs), .01)) : [0, Math.max(...values, 1)];
      const panels = d.panels.filter(p => p.candidate === null || kept(p.candidate));
      const left = i => i % across, down = i => Math.floor(i / across);
      const names = d.width > 620 ? 142 : 92, gap = 20, width = (d.width - across * names - (across - 1) * gap - 8) / across;
      const frame = i => ({left: names + left(i) * (width + names + gap), width, top: 34 + down(i) * (high + 62), height: high});
      return {
        ...basis(t), height: Math.max(1, Math.ceil(panels.length / across)) * (high + 62) + 64,
        title: panels.map((p, i) => ({text: p.label, left: frame(i).left - names + 4, top: frame(i).top - 26,
          textStyle: {fontSize: 12, fontWeight: lit(p.candidate) ? 700 : 500, color: lit(p.candidate) ? t.accent : t.ink, width: width + names - 8, overflow: 'truncate'}})),
        grid: panels.map((p, i) => frame(i)),
        xAxis: panels.map((p, i) => axis(t, {type: 'category', gridIndex: i, data: d.columns, axisLine: {show: false}, splitLine: {show: false}, axisLabel: {color: t.soft, fontSize: 11}})),
        yAxis: panels.map((p, i) => axis(t, {type: 'category', gridIndex: i, data: d.parts, inverse: true, axisLine: {show: false}, splitLine: {show: false}, axisLabel: {color: t.soft, fontSize: 11, width: names - 8, overflow: 'truncate'}})),
        visualMap: {min: span[0], max: span[1], precision: 2, calculable: true, orient: 'horizontal', left: 'center', bottom: 0, itemHeight: 150, itemWidth: 10,
          textStyle: {color: t.soft, fontSize: 11}, seriesIndex: panels.map((p, i) => i), inRange: {color: d.scale === 'DEGREES' ? [t.tm, t.accent] : [t.t0, t.tm, t.t1]},
          text: d.scale === 'T' ? ['other parent', 'base'] : d.scale === 'PERCENT' ? ['worse', 'better'] : ['degrees', '']},
        tooltip: {...basis(t).tooltip, formatter: p => (p.data.candidate ? title(p.data.candidate) + '<br>' : '') + escape(d.parts[p.value[1]]) + ', layer '
          + escape(d.columns[p.value[0]]) + ': ' + (d.scale === 'PERCENT' ? percent(p.value[2]) : brief(p.value[2]) + (d.scale === 'DEGREES' ? '\u00b0' : ''))},
        series: panels.map((p, i) => ({type: 'heatmap', xAxisIndex: i, yAxisIndex: i, itemStyle: {borderColor: t.card, borderWidth: 1},
          emphasis: {itemStyle: {borderColor: t.ink, borderWidth: 1}}, data: p.patches.map(q => ({value: [q.column, q.part, q.value], candidate: p.candidate}))}))
      };
    },
    tradeOff(d, t) {
      const look = p => p.role === 'PARENT' ? {symbol: 'diamond', size: 13, fill: t.ink} : p.front ? {symbol: 'circle', size: 10, fill: t.accent}
        : p.role === 'BASELINE' ? {symbol: 'rect', size: 9, fill: t.soft} : {symbol: 'circle', size: 6, fill: t.unsure};
      const seen = d.dots.filter(p => kept(p.candidate));
      const w = d.window, inside = (v, from, to) => Math.min(to, Math.max(from, v));
      const beyond = p => p.x < w.left || p.x > w.right || p.y < w.bottom || p.y > w.top;
      const point = p => ({value: [inside(p.x, w.left, w.right), inside(p.y, w.bottom, w.top)], at: p, candidate: p.candidate, symbol: look(p).symbol, symbolSize: look(p).size + (lit(p.candidate) ? 5 : 0),
        itemStyle: {color: lit(p.candidate) ? t.worse : look(p).fill, opacity: look(p).size === 6 && !lit(p.candidate) ? .45 : 1},
        label: {show: p.role === 'PARENT', formatter: () => p.candidate + (beyond(p) ? ', beyond: ' + brief(p.x) + ', ' + brief(p.y) : ''),
          position: p.x > (w.left + w.right) / 2 ? 'left' : 'right', color: t.soft, fontSize: 11, backgroundColor: t.card + 'd0', padding: [0, 2]}});
      const front = seen.filter(p => p.front).sort((a, b) => a.x - b.x || a.y - b.y);
      // The front of more than two domains may go up and down in a picture of two: then it is no line.
      const stairs = front.every((p, i) => !i || p.y <= front[i - 1].y);
      return {
        ...basis(t), grid: {left: 58, right: 22, top: 30, bottom: 44},
        xAxis: axis(t, {type: 'value', min: w.left, max: w.right, axisLabel: ends(t), name: 'perplexity on ' + d.horizontal, nameLocation: 'middle', nameGap: 28}),
        yAxis: axis(t, {type: 'value', min: w.bottom, max: w.top, axisLabel: ends(t), name: 'perplexity on ' + d.vertical, nameTextStyle: {color: t.soft, align: 'left', padding: [0, 0, 0, -44]}}),
        dataZoom: [{type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: false}],
        tooltip: {...basis(t).tooltip, formatter: p => p.data && p.data.candidate ? title(p.data.candidate) + '<br>' + escape(d.horizontal) + ' ' + brief(p.data.at.x) + '<br>' + escape(d.vertical) + ' ' + brief(p.data.at.y) : ''},
        series: [
          {type: 'line', silent: true, step: 'end', data: stairs ? front.map(p => [p.x, p.y]) : [], symbol: 'none', lineStyle: {color: t.accent, width: 1.5, opacity: .6}},
          {type: 'scatter', data: seen.map(point)}
        ]
      };
    },
    parallel(d, t) {
      const seen = d.strands.filter(s => kept(s.candidate)), last = d.dimensions.length - 1;
      const scores = d.strands.map(s => s.values[last]), best = Math.min(...scores), worst = Math.max(...scores);
      const anyLit = seen.some(s => lit(s.candidate));
      // Lists often differ at their ends alone: their names take several lines, and what is cut is cut in the middle.
      const letters = Math.max(7, Math.floor(Math.min(200, (d.width - 96) / last - 22) / 6.5));
      const fit = name => broken(name.length <= 5 * letters ? name : name.slice(0, 2 * letters) + ' \u2026 ' + name.slice(-2 * letters), letters);
      const tallest = Math.max(...d.dimensions.map(n => n.categories.length * (6 + 13 * Math.max(0, ...n.categories.map(c => fit(c).split('\n').length)))));
      const names = {interval: 0, formatter: fit, lineHeight: 13};
      return {
        ...basis(t), height: Math.max(tall.parallel, tallest + 70),
        parallel: {left: 40, right: 56, top: 44, bottom: 26, parallelAxisDefault: {nameLocation: 'end', nameGap: 16, nameTextStyle: {color: t.ink, fontSize: 12}}},
        parallelAxis: d.dimensions.map((dimension, i) => ({dim: i, name: dimension.name, ...(dimension.categories.length ? {type: 'category', data: dimension.categories} : {type: 'value', scale: true}),
          axisLine: {lineStyle: {color: t.soft}}, axisTick: {show: false}, splitLine: {show: false},
          axisLabel: {color: t.ink, fontSize: 11, backgroundColor: t.card + 'd0', padding: [0, 2], ...(dimension.categories.length ? names : {})},
          areaSelectStyle: {color: t.accent, opacity: .22, borderColor: t.accent, width: 16}})),
        visualMap: {show: false, dimension: last, min: best, max: worst, inRange: {color: [t.accent, t.unsure]}},
        series: [{type: 'parallel', smooth: .15, inactiveOpacity: .05, activeOpacity: .9, data: seen.map(s => ({value: s.values, candidate: s.candidate,
          lineStyle: lit(s.candidate) ? {color: t.worse, width: 3.5, opacity: 1} : {width: 1.3, opacity: anyLit ? .18 : Math.max(.12, .75 - seen.length / 400)}}))}]
      };
    },
    course(d, t) {
      const colours = [t.accent, t.worse, t.t0, t.unsure];
      return {
        ...basis(t), grid: {left: 62, right: 18, top: 30, bottom: 74},
        legend: {bottom: 0, textStyle: {color: t.soft, fontSize: 12}, data: d.tracks.map(track => track.name)},
        xAxis: axis(t, {type: 'value', min: 0, name: 'cost, in candidates scored on the search documents', nameLocation: 'middle', nameGap: 28, splitLine: {show: false}}),
        yAxis: axis(t, {type: 'value', scale: true, name: 'nats a token against t = 0.5', nameTextStyle: {color: t.soft, align: 'left', padding: [0, 0, 0, -48]}}),
        tooltip: {...basis(t).tooltip, formatter: p => escape(p.seriesName) + '<br>' + brief(p.value[0]) + ' candidates: ' + brief(p.value[1])},
        series: d.tracks.map((track, i) => ({type: 'line', name: track.name, data: track.marks.map(m => [m.cost, m.value]), symbol: ['circle', 'rect', 'triangle', 'diamond'][i % 4], symbolSize: 7,
          lineStyle: {color: colours[i % 4], width: 2, type: i < 4 ? 'solid' : 'dashed'}, itemStyle: {color: colours[i % 4]}}))
      };
    },
    race(d, t) {
      return {
        ...basis(t), grid: {left: 54, right: 18, top: 30, bottom: 44},
        xAxis: axis(t, {type: 'value', min: 0, max: 100, name: '% of the search documents', nameLocation: 'middle', nameGap: 28, splitLine: {show: false}}),
        yAxis: axis(t, {type: 'value', min: 0, name: 'candidates', nameTextStyle: {color: t.soft, align: 'left', padding: [0, 0, 0, -40]}}),
        tooltip: {...basis(t).tooltip, trigger: 'axis', formatter: p => brief(p[0].value[0]) + ' % scored: ' + p[0].value[1] + ' candidates left'},
        series: [{type: 'line', step: 'end', data: d.rungs.map(r => [100 * r.share, r.candidates]), symbol: 'circle', symbolSize: 6, lineStyle: {color: t.accent, width: 2}, itemStyle: {color: t.accent}, areaStyle: {color: t.accent, opacity: .1}}]
      };
    }
  };

  const tall = {response: 300, tradeOff: 360, parallel: 340, race: 220, map: 300, course: 320};
  const charts = figures.map(d => {
    const figure = document.getElementById('chart-' + d.id), box = figure.querySelector('.canvas');
    figure.classList.add('drawn');
    save(figure);
    return {d, box, figure};
  });
  // The picture as it stands, for a slide.
  function save(figure) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'save';
    button.textContent = 'Save picture';
    figure.querySelector('figcaption').append(button);
    button.addEventListener('click', () => {
      const {view, d} = charts.find(c => c.figure === figure), link = document.createElement('a');
      link.href = view.getDataURL({pixelRatio: 2, backgroundColor: colour('card')});
      link.download = d.id + (link.href.startsWith('data:image/svg') ? '.svg' : '.png');
      link.click();
    });
  }
  // Small charts of one section stand side by side.
  document.querySelectorAll('section').forEach(section => {
    const small = [...section.querySelectorAll(':scope > figure.chart')].filter(f => charts.some(c => c.figure === f && ['response', 'tradeOff'].includes(c.d.kind)));
    if (small.length > 1) {
      const pair = document.createElement('div');
      pair.className = 'pair';
      small[0].before(pair);
      pair.append(...small);
    }
  });
  function paint(chart, t) {
    const d = chart.d;
    d.width = chart.box.clientWidth;
    const option = draw[d.kind](d, t);
    chart.box.style.height = (option.height || tall[d.kind]) + 'px';
    delete option.height;
    if (!chart.view) {
      const many = (d.strands || d.dots || d.readings || []).length > 300;
      chart.view = echarts.init(chart.box, null, {renderer: many ? 'canvas' : 'svg'});
      listen(chart);
    }
    chart.view.resize();
    chart.view.setOption(option, {notMerge: true});
  }
  function listen(chart) {
    // The chart under the pointer keeps its picture, or its tooltip would go.
    chart.view.on('mouseover', p => hover(p.data && p.data.candidate, chart));
    chart.view.on('mouseout', () => hover(null, chart));
    chart.view.on('click', p => p.data && p.data.candidate && choose(p.data.candidate));
    chart.view.on('axisareaselected', () => {
      const seen = chart.d.strands.filter(s => kept(s.candidate));
      const active = chart.view.getModel().getSeriesByIndex(0).getRawIndicesByActiveState('active');
      if (active.length === seen.length) { chosen.clear(); } else { chosen.clear(); active.forEach(i => chosen.add(seen[i].candidate)); }
      refresh(chart);
    });
  }

  let due = 0;
  function refresh(except) {
    rows.forEach(row => {
      const c = row.dataset.c;
      row.classList.toggle('out', !kept(c));
      row.classList.toggle('chosen', chosen.has(c));
      row.classList.toggle('hover', c === hovered);
    });
    const left = new Set(rows.map(r => r.dataset.c).filter(kept)).size;
    document.getElementById('chosen').textContent = chosen.size ? chosen.size + ' selected' : words.length ? left + ' left' : '';
    document.getElementById('clear').hidden = !chosen.size;
    cancelAnimationFrame(due);
    due = requestAnimationFrame(() => { const t = theme(); charts.forEach(c => { if (c !== except && c.view && near(c)) paint(c, t); else c.stale = c !== except; }); });
  }
  // Only what is on the screen is drawn at once; the rest when it comes into sight.
  const near = c => { const r = c.box.getBoundingClientRect(); return r.bottom > -400 && r.top < innerHeight + 400; };
  const watcher = new IntersectionObserver(entries => entries.forEach(e => {
    const chart = charts.find(c => c.figure === e.target);
    if (e.isIntersecting && (!chart.view || chart.stale)) { chart.stale = false; paint(chart, theme()); }
  }), {rootMargin: '400px'});
  charts.forEach(c => { c.box.style.height = tall[c.d.kind] + 'px'; watcher.observe(c.figure); });

  function hover(c, source) { if (hovered !== (c || null)) { hovered = c || null; refresh(source); } }
  function choose(c) { if (!chosen.delete(c)) chosen.add(c); refresh(); }

  // One listener for all rows, however many there are.
  const rowOf = e => e.target.closest && e.target.closest('tr[data-c]');
  // One stop of the tab key a table, however many rows it has; arrows go from row to row.
  rows.forEach(row => { row.tabIndex = row === row.parentElement.querySelector('tr[data-c]') ? 0 : -1; });
  function step(row, way) {
    let next = row;
    do next = way < 0 ? next.previousElementSibling : next.nextElementSibling; while (next && (next.classList.contains('out') || !next.dataset.c));
    if (!next) return;
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
  document.addEventListener('mouseover', e => { if (!e.target.closest('.canvas')) { const row = rowOf(e); hover(row && row.dataset.c); } });
  document.addEventListener('click', e => { const row = rowOf(e); if (row && !String(getSelection())) choose(row.dataset.c); });
  document.addEventListener('keydown', e => {
    const row = rowOf(e);
    if (row && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); choose(row.dataset.c); }
    if (row && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) { e.preventDefault(); step(row, e.key === 'ArrowUp' ? -1 : 1); }
  });
  document.querySelectorAll('th').forEach(th => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = th.textContent;
    th.replaceChildren(button);
    button.addEventListener('click', () => sort(th));
  });
  function sort(th) {
    const column = th.cellIndex, up = th.getAttribute('aria-sort') !== 'ascending', body = th.closest('table').tBodies[0];
    const key = row => { const cell = row.cells[column], v = cell.dataset.v === undefined ? cell.textContent : cell.dataset.v; return v !== '' && !isNaN(v) ? +v : v; };
    const order = (a, b) => a === b ? 0 : a === '' ? 1 : b === '' ? -1 : (typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'number' ? -1 : 1) * (up ? 1 : -1);
    const sorted = [...body.rows].map(row => [key(row), row]).sort((a, b) => order(a[0], b[0]));
    th.parentElement.querySelectorAll('th').forEach(other => other.removeAttribute('aria-sort'));
    th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    sorts.set(tables.indexOf(th.closest('table')), [column, up]);
    body.append(...sorted.map(pair => pair[1]));
  }
  document.querySelector('.tools').hidden = false;
  const filter = document.getElementById('filter'), split = text => text.toLowerCase().split(/\s+/).filter(Boolean);
  filter.addEventListener('input', () => { words = split(filter.value); refresh(); });
  document.getElementById('clear').addEventListener('click', () => { chosen.clear(); refresh(); });
  document.querySelectorAll('.copy').forEach(button => {
    button.hidden = false;
    button.addEventListener('click', () => navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent)
      .then(() => { button.textContent = 'Copied'; setTimeout(() => { button.textContent = 'Copy'; }, 1500); }));
  });

  // A live page is made anew every few seconds: what was chosen, filtered, sorted and scrolled to stays.
  const place = 'report ' + location.pathname;
  function keep() {
    sessionStorage.setItem(place, JSON.stringify({chosen: [...chosen], filter: filter.value, typing: document.activeElement === filter, sorts: [...sorts], top: scrollY}));
  }
  function recall() {
    const kept = JSON.parse(sessionStorage.getItem(place) || 'null');
    if (!kept) return;
    kept.chosen.filter(c => texts.has(c)).forEach(c => chosen.add(c));
    filter.value = kept.filter;
    words = split(kept.filter);
    kept.sorts.forEach(([table, [column, up]]) => {
      const th = tables[table] && tables[table].querySelectorAll('th')[column];
      if (th) { th.setAttribute('aria-sort', up ? 'descending' : 'ascending'); sort(th); }
    });
    refresh();
    if (kept.typing) filter.focus({preventScroll: true});
    scrollTo(0, kept.top);
  }
  if (location.protocol !== 'file:') {
    addEventListener('pagehide', keep);
    recall();
  }

  const all = () => { const t = theme(); charts.forEach(c => c.view && paint(c, t)); };
  dark.addEventListener('change', all);
  let resizing = 0;
  addEventListener('resize', () => { clearTimeout(resizing); resizing = setTimeout(all, 120); });
  // A sheet of paper is narrower than most windows, and is laid out after this.
  const sheet = width => {
    document.documentElement.classList.toggle('paper', width !== '');
    const t = theme();
    charts.forEach(c => { c.box.style.width = width; paint(c, t); });
  };
  addEventListener('beforeprint', () => sheet('640px'));
  addEventListener('afterprint', () => sheet(''));
})();
