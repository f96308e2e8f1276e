// Builds luoshi/kit/static/kit out of this folder and the packages of package-lock.json.
// Icon names come on standard input, one a line; "name!" is the filled drawing of "name".
import { build, transform } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';

const out = process.argv[2];
const from = (...parts) => path.join('node_modules', ...parts);
// The oldest browsers of an office: UI reference, section 2.
const target = ['chrome88', 'firefox89', 'safari15'];
fs.mkdirSync(out, { recursive: true });

// Families of Tabler this house does not use; a selector naming one of them is left out.
const unused = new RegExp(
  '\\.(' + [
    'navbar', 'offcanvas', 'carousel', 'popover', 'tooltip', 'accordion', 'ribbon', 'markdown', 'timeline',
    'calendar', 'steps?', 'chart', 'datagrid', 'payment', 'flag', 'social', 'chat', 'star', 'divide-[xy]',
    'object', 'toast', 'placeholder', 'switch-icon', 'status', 'stars', 'page-wrapper', 'page-center',
    'column', 'columns', 'link-(?!secondary)', 'btn-(outline|ghost|pill|square|floating|animate)', 'btn-close-white',
    'card-(stacked|rotate|link|sponsor|tabs|marketing|progress|img|active|cover)', 'form-(colorinput|imagecheck|floating)',
    'g[xy]?-(sm|md|lg|xl|xxl)', '(m|p)[xytbse]?-(sm|lg|xl|xxl)', '(row|offset|order)-(sm|md|lg|xl|xxl)',
    'modal-(blur|full-width|fullscreen)', 'text-bg', 'bg-gradient', 'tag', 'tags', 'nav-(segmented|pills)',
    '(btn|bg|text|link|border|alert|list-group-item|table|avatar|badge|progress|form-check|icon)-?'
      + '(blue|azure|indigo|purple|pink|red|orange|yellow|lime|green|teal|cyan|x|facebook|twitter|linkedin|google|youtube'
      + '|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler|dark|light|info|success|warning)',
  ].join('|') + ')(?![a-z])');

function prune(css) {
  // Splits into "prelude { body }", one level of at-rules deep; comments are taken out before.
  let kept = '', at = 0;
  css = css.replace(/\/\*(?!!)[\s\S]*?\*\//g, '');
  while (at < css.length) {
    const open = css.indexOf('{', at), end = css.indexOf(';', at);
    if (open < 0) break;
    if (end >= 0 && end < open) { kept += css.slice(at, end + 1); at = end + 1; continue; }
    let depth = 1, i = open + 1;
    while (depth) { if (css[i] === '{') depth++; else if (css[i] === '}') depth--; i++; }
    const prelude = css.slice(at, open), body = css.slice(open + 1, i - 1);
    at = i;
    if (/^\s*@(media|supports)/.test(prelude)) {
      const inner = prune(body);
      if (inner.trim()) kept += `${prelude}{${inner}}`;
    } else if (prelude.trim().startsWith('@')) kept += `${prelude}{${body}}`;
    else {
      const wanted = prelude.split(/,(?![^(]*\))/).filter((s) => !unused.test(s) && !s.includes(':has('));
      if (wanted.length) kept += `${wanted.join(',')}{${body}}`;
    }
  }
  return kept;
}

async function styles() {
  const tabler = prune(fs.readFileSync(from('@tabler/core/dist/css/tabler.css'), 'utf8'));
  const own = fs.readFileSync('app.css', 'utf8');
  const whole = await transform(`${tabler}\n${own}`, { loader: 'css', minify: true, target, legalComments: 'inline' });
  for (const warning of whole.warnings) console.warn(warning.text);
  fs.writeFileSync(path.join(out, 'luoshi.css'), whole.code);
}

async function scripts() {
  await build({
    entryPoints: { luoshi: 'app.js', theme: 'theme.js' }, bundle: true, minify: true, legalComments: 'none',
    format: 'iife', target: 'es2020', outdir: out, logLevel: 'warning',
  });
}

function sprite(names) {
  const symbols = names.map((name) => {
    const filled = name.endsWith('!'), bare = name.replace('!', '');
    const file = from('@tabler/icons/icons', filled ? 'filled' : 'outline', `${bare}.svg`);
    if (!fs.existsSync(file)) throw new Error(`No such icon in @tabler/icons: ${name}`);
    const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(fs.readFileSync(file, 'utf8'))[1]
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, '').replace(/\s*\n\s*/g, '');
    return `<symbol id="${bare}${filled ? '-f' : ''}" viewBox="0 0 24 24">${inner}</symbol>`;
  });
  fs.writeFileSync(path.join(out, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`);
}

function notices() {
  const wanted = [...Object.keys(JSON.parse(fs.readFileSync('package.json', 'utf8')).dependencies), 'bootstrap'];
  const parts = wanted.map((name) => {
    const about = JSON.parse(fs.readFileSync(from(name, 'package.json'), 'utf8'));
    const licence = fs.readdirSync(from(name)).find((file) => /^licen[cs]e/i.test(file));
    const words = licence ? fs.readFileSync(from(name, licence), 'utf8').trim() : '';
    return `${about.name} ${about.version} (${about.license})\n\n${words}`;
  });
  fs.writeFileSync(path.join(out, 'NOTICES.txt'), `${parts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`);
}

const names = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
await styles();
await scripts();
sprite(names);
fs.copyFileSync('mark.svg', path.join(out, 'mark.svg'));
notices();
