// A quiet block puzzle for a break: pieces sink, turn and fit. No words, no score, no sound, no end of its own.
(() => {
  const WIDE = 9;
  const HIGH = 12;
  const SINKS = 900; // ms between two steps down
  const SHAPES = ["0,1 1,1 2,1 3,1", "0,0 1,0 0,1 1,1", "1,0 0,1 1,1 2,1", "0,0 0,1 1,1 2,1", "2,0 0,1 1,1 2,1", "1,0 2,0 0,1 1,1", "0,0 1,0 1,1 2,1"];
  const PAINTS = 4;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let board = new Map(); // "x,y" → paint
  let piece = null;
  let timer = 0;

  const svg = () => document.querySelector("[data-puzzle]");
  // A page that offers it for its own sake lets it go on while the timer runs.
  const anyTime = () => svg().closest("[data-any-time]");
  const going = () => svg() && (anyTime() || ["rest", "break", "paused"].includes(document.documentElement.dataset.timer || "rest"));
  const cells = (one) => one.shape.map(([x, y]) => [x + one.x, y + one.y]);
  const free = (one) => cells(one).every(([x, y]) => x >= 0 && x < WIDE && y < HIGH && !board.has(`${x},${y}`));

  function next() {
    const number = Math.floor(Math.random() * SHAPES.length);
    piece = { shape: SHAPES[number].split(" ").map((cell) => cell.split(",").map(Number)), x: 3, y: 0, paint: number % PAINTS };
    // A full well is not a loss: it simply empties.
    if (!free(piece)) board = new Map();
  }

  // What lies on a full row goes, and what is above it comes down.
  function settle() {
    for (const cell of cells(piece)) board.set(String(cell), piece.paint);
    for (let row = 0; row < HIGH; row++) {
      const full = [...Array(WIDE).keys()].every((x) => board.has(`${x},${row}`));
      if (!full) continue;
      const moved = new Map();
      for (const [cell, paint] of board) {
        const [x, y] = cell.split(",").map(Number);
        if (y !== row) moved.set(`${x},${y < row ? y + 1 : y}`, paint);
      }
      board = moved;
    }
    next();
  }

  function turned({ shape }) {
    const size = Math.max(...shape.flat());
    return shape.map(([x, y]) => [size - y, x]);
  }

  const MOVES = {
    left: (one) => ({ ...one, x: one.x - 1 }),
    right: (one) => ({ ...one, x: one.x + 1 }),
    down: (one) => ({ ...one, y: one.y + 1 }),
    turn: (one) => ({ ...one, shape: turned(one) }),
  };

  function move(name) {
    if (!piece || !going()) return;
    const moved = MOVES[name](piece);
    // A turn beside the wall steps off it.
    const fits = [0, -1, 1, -2].map((by) => ({ ...moved, x: moved.x + by })).slice(0, name === "turn" ? 4 : 1).find(free);
    if (fits) piece = fits;
    else if (name === "down") settle();
    draw();
  }

  function draw() {
    const paths = Array(PAINTS).fill("");
    const put = ([x, y], paint) => (paths[paint] += `M${x * 10 + 1} ${y * 10 + 1}h8v8h-8z`);
    for (const [cell, paint] of board) put(cell.split(","), paint);
    for (const cell of cells(piece)) put(cell, piece.paint);
    svg()
      .querySelectorAll("path[data-paint]")
      .forEach((path, paint) => path.setAttribute("d", paths[paint]));
  }

  function sink() {
    clearTimeout(timer);
    if (!going()) return void (timer = 0);
    if (!still.matches && !document.hidden) move("down");
    timer = setTimeout(sink, SINKS);
  }

  function look() {
    if (!svg() || svg().dataset.ready) return;
    svg().dataset.ready = "true";
    if (!piece) next();
    draw();
    timer = timer || setTimeout(sink, SINKS);
  }

  const KEYS = { ArrowLeft: "left", ArrowRight: "right", ArrowDown: "down", ArrowUp: "turn", " ": "turn" };
  document.addEventListener("keydown", (event) => {
    if (event.target !== svg() || !KEYS[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    move(KEYS[event.key]);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button.dataset.move);
    else if (event.target.closest("[data-puzzle]")) move("turn");
  });
  document.addEventListener("harbour", look);
  look();
})();
