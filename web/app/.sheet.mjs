import { readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
const [dir, ...only] = process.argv.slice(2);
const names = [...new Set(readdirSync(dir).filter((n) => n.endsWith('.png') && !n.startsWith('sheet')).map((n) => n.replace(/-(wide|narrow)-(light|dark)\.png$/, '')))].filter((n) => !only.length || only.some((o) => n.includes(o)));
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--allow-file-access-from-files'] });
const p = await b.newPage({ viewport: { width: 2200, height: 1000 } });
const per = 3;
for (let i = 0; i < names.length; i += per) {
  const rows = names.slice(i, i + per).map((n) => `<div style="display:flex;gap:8px;margin:4px;align-items:start">${['wide-light:790', 'narrow-light:270', 'narrow-dark:270', 'wide-dark:790'].map((x) => { const [s, w] = x.split(':'); return `<div style="width:${w}px;max-height:760px;overflow:hidden"><img width=${w} src="file://${dir}/${n}-${s}.png"></div>`; }).join('')}</div>`);
  const { writeFileSync } = await import('node:fs');
  writeFileSync('/tmp/sheet.html', rows.join(''));
  await p.goto('file:///tmp/sheet.html');
  await p.screenshot({ path: `${dir}/sheet-${only.join('_') || 'all'}-${String(i / per).padStart(2, '0')}.png`, fullPage: true });
  console.log(i / per, names.slice(i, i + per).join(' | '));
}
await b.close();
