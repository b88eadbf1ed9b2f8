const viewport = { width: 1280, height: 800 };

/** The dragged element: a rectangle in the middle of what is seen. */
const dragged = 'element-2520';

/** Plain Excalidraw with a scene. */
export async function openPlain(browser, address, scene) {
  const page = await newPage(browser);
  await page.goto(`${address}/bench/plain.html`);
  await page.waitForFunction(() => window.plain && !window.plain.getAppState().isLoading);
  await page.evaluate(() => { window.excalidraw = window.plain; });
  return show('plain', page, scene);
}

/** Our board, on a document of its own, with a scene that the server has saved. */
export async function openBoard(browser, address, scene) {
  const page = await newPage(browser);
  await page.goto(`${address}/board/bench-${Date.now().toString(36)}`);
  await page.waitForFunction(() => window.collab?.excalidraw);
  await page.evaluate(() => {
    window.excalidraw = window.collab.excalidraw;
    window.collab.doc.on('update', () => { window.pushed = true; });
  });
  const board = await show('ours', page, scene);
  await page.waitForFunction((count) => window.collab.doc.getMap('elements').size === count, scene.length);
  await page.waitForSelector('[data-testid=status][data-state=saved]');
  await board.takePushes();
  return board;
}

async function newPage(browser) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.addInitScript(() => {
    // A push is a timer's turn in which the document made an update: gathering, writing, encoding, sending.
    window.pushes = [];
    const { setTimeout } = window;
    window.setTimeout = (callback, delay, ...rest) => setTimeout(() => {
      window.pushed = false;
      const start = performance.now();
      callback(...rest);
      if (window.pushed) {
        window.pushes.push(performance.now() - start);
      }
    }, delay);
  });
  return page;
}

async function show(name, page, scene) {
  await page.evaluate((elements) => window.excalidraw.updateScene({ elements, captureUpdate: 'IMMEDIATELY' }), scene);
  return {
    name,
    page,
    prepare: ({ zoom }) => page.evaluate(([zoom, id]) => {
      const api = window.excalidraw;
      const element = api.getSceneElements().find((one) => one.id === id);
      const { width, height } = api.getAppState();
      api.updateScene({
        appState: {
          zoom: { value: zoom }, selectedElementIds: {},
          scrollX: width / 2 / zoom - element.x - element.width / 2, scrollY: height / 2 / zoom - element.y - element.height / 2,
        },
      });
      api.setActiveTool({ type: 'selection' });
    }, [zoom, dragged]),
    run: (work, frames) => (work.kind === 'drag' ? drag(page, frames) : pan(page, frames)),
    takePushes: () => page.evaluate(() => window.pushes.splice(0)),
  };
}

async function drag(page, frames) {
  const { x, y } = await page.evaluate((id) => {
    const api = window.excalidraw;
    const element = api.getSceneElements().find((one) => one.id === id);
    const { scrollX, scrollY, zoom, offsetLeft, offsetTop } = api.getAppState();
    return {
      // On its left edge: one without a filling is grabbed there only.
      x: (element.x + scrollX) * zoom.value + offsetLeft, y: (element.y + element.height / 2 + scrollY) * zoom.value + offsetTop,
    };
  }, dragged);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y + 10);
  const figures = await frameFigures(page, frames, [x + 10, y + 10], (canvas, step, [x, y]) => {
    const [clientX, clientY] = [x + 100 * Math.sin(step / 20), y + 60 * Math.sin(step / 13)];
    canvas.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, buttons: 1, bubbles: true, pointerId: 1 }));
  });
  const isDragged = await page.evaluate(() => window.excalidraw.getAppState().selectedElementsAreBeingDragged);
  await page.mouse.up();
  if (!isDragged) {
    throw new Error('the element was not dragged');
  }
  await page.keyboard.press('Control+z');
  // The last edit is written after this.
  await page.waitForTimeout(200);
  return figures;
}

async function pan(page, frames) {
  await page.mouse.move(640, 450);
  return frameFigures(page, frames, [640, 450], (canvas, step, [clientX, clientY]) => {
    const [deltaX, deltaY] = [12 * Math.sin(step / 20), 12 * Math.cos(step / 20)];
    canvas.dispatchEvent(new WheelEvent('wheel', { deltaX, deltaY, clientX, clientY, bubbles: true, cancelable: true }));
  });
}

/**
 * Does something at each frame. Returns the mean time between frames, and between two drawings of the scene, and how long the
 * main thread was busy for one drawing, in milliseconds. Excalidraw does not draw its scene at each frame: two frames of which
 * one draws look twice as fast as two that both do, but what a person sees moves half as often.
 */
async function frameFigures(page, frames, point, act) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const before = await busySeconds(devtools);
  const { time, drawings } = await page.evaluate(async ([act, frames, point]) => {
    const step = new Function(`return (${act})`)();
    const canvas = document.querySelector('canvas.interactive');
    const frame = () => new Promise(requestAnimationFrame);
    // Excalidraw sets the transformation of the scene's canvas once for each drawing.
    const context = document.querySelector('canvas.static').getContext('2d');
    let drawings = 0;
    context.setTransform = (...values) => {
      drawings++;
      CanvasRenderingContext2D.prototype.setTransform.apply(context, values);
    };
    const start = await frame();
    let last = start;
    for (let at = 0; at < frames; at++) {
      step(canvas, at, point);
      last = await frame();
    }
    delete context.setTransform;
    return { time: last - start, drawings };
  }, [String(act), frames, point]);
  const busy = ((await busySeconds(devtools)) - before) * 1000;
  await devtools.detach();
  return { frame: time / frames, drawing: time / drawings, busy: busy / drawings };
}

async function busySeconds(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value;
}
