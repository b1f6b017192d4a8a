/** The report's only script: redraws the Gantt for another future. Without it the most probable future stays shown. */
export const script = `
(() => {
  const data = JSON.parse(document.getElementById('gantt-data').textContent);
  const choice = document.getElementById('future');
  if (!choice) return;
  const rows = [...document.querySelectorAll('#gantt .cells')];
  const figures = [...document.querySelectorAll('.multiples figure')];
  const svg = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const ink = (box, family, run) => {
    const [x, y, width] = ['x', 'y', 'width'].map((key) => Number(box.getAttribute(key)));
    const fits = run * width > data.room[0] + family.word.length * data.room[1];
    const group = svg('g', { class: 'ink ' + family.name });
    group.append(svg('use', { href: '#icon-' + family.name, x: fits ? x + 5 : x + width / 2 - 5, y: y + 6, width: 10, height: 10 }));
    if (!fits) return group;
    const word = svg('text', { class: 'cell-word', x: x + 19, y: y + 15.5 });
    word.textContent = family.word;
    group.append(word);
    return group;
  };
  const show = (chosen) => {
    const path = data.paths[chosen];
    rows.forEach((row, r) => {
      const families = path.map((node) => data.rows[r][node]);
      const inks = row.nextElementSibling;
      inks.replaceChildren();
      [...row.children].forEach((cell, t) => {
        const family = data.families[families[t]];
        cell.setAttribute('class', 'cell ' + family.name);
        cell.querySelector('title').textContent = data.quarters[t] + ': ' + family.word;
        if (families[t - 1] === families[t]) return;
        let run = 1;
        while (families[t + run] === families[t]) run += 1;
        inks.append(ink(cell, family, run));
      });
    });
    figures.forEach((figure, i) => figure.classList.toggle('chosen', i === chosen));
  };
  const choose = (index) => {
    const chosen = Math.min(data.paths.length - 1, Math.max(0, index));
    choice.value = String(chosen);
    show(chosen);
  };
  choice.addEventListener('change', () => show(Number(choice.value)));
  document.getElementById('future-less').addEventListener('click', () => choose(Number(choice.value) - 1));
  document.getElementById('future-more').addEventListener('click', () => choose(Number(choice.value) + 1));
  figures.forEach((figure, i) => figure.addEventListener('click', () => choose(i)));
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((one) => { one.open = false; }));
})();
`;
