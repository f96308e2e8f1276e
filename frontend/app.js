// What pages do beyond links and forms. Every page works without it; words come from the server.
import htmx from 'htmx.org';
import './bench.js';
import './block.js';
import './busy.js';
import './came.js';
import './clocks.js';
import './counts.js';
import './drafting.js';
import './focus.js';
import './grid.js';
import './keys.js';
import './panes.js';
import './preferences.js';
import './session.js';
import './sheet.js';
import './sums.js';
import './text.js';

window.htmx = htmx;
