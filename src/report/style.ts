/** The report's style sheet: ink on paper, colour only for meaning, light and dark, and print. */
import { actionTones } from '../views/action-word.ts';
import { darkPalette, lightPalette, paletteCss } from '../views/palette.ts';

const light = paletteCss(lightPalette);
const dark = paletteCss(darkPalette);

const cells = actionTones
  .filter((tone) => tone !== 'gone')
  .map((tone) => {
    const ink = ['re-purpose', 'slow', 'pause', 'sublet'].includes(tone)
      ? 'var(--on-light)'
      : 'var(--on-dark)';
    return `.cell.${tone}{fill:var(--${tone})}.ink.${tone},.ink.${tone} text{fill:${ink};color:${ink}}.tag.${tone}{background:var(--${tone});color:${ink}}`;
  })
  .join('\n');

/** The whole style sheet. */
export const style = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
@media print{:root{color-scheme:light;${light}}}
*{box-sizing:border-box}
html{font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:var(--paper);color:var(--ink);font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
body{margin:0}
.bar{border-bottom:1px solid var(--rule);padding:8px 32px;display:flex;flex-wrap:wrap;gap:4px 24px;font-size:13px;color:var(--soft)}
.bar b{color:var(--ink)}
.bar .gap{margin-left:auto}
main{max-width:1104px;margin:0 auto;padding:32px 32px 64px}
h1{font-size:26px;line-height:1.3;font-weight:650;letter-spacing:-.01em;margin:8px 0 24px;max-width:34em;text-wrap:balance}
h2{font-size:18px;font-weight:650;margin:0 0 2px}
h3{font-size:13px;font-weight:600;color:var(--soft);margin:16px 0 8px}
section{margin-top:48px;padding-top:16px;border-top:2px solid var(--ink)}
.takeaway{margin:0 0 16px;font-size:15px;color:var(--ink);max-width:62em}
.footnote{margin:8px 0 0;font-size:12px;line-height:1.45;color:var(--soft);max-width:80em}
.stopped{color:var(--soft);margin:-16px 0 24px}
a{color:var(--accent)}
nav{font-size:13px;display:flex;flex-wrap:wrap;gap:4px 20px;margin-top:24px}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
dl.key{display:grid;grid-template-columns:repeat(5,1fr);gap:0;margin:0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
dl.key>div{padding:10px 16px 10px 0}
dl.key>div+div{padding-left:16px;border-left:1px solid var(--rule)}
dl.key dt{font-size:12px;color:var(--soft)}
dl.key dd{margin:0;font-size:19px;font-weight:600;white-space:nowrap}
dl.key dd small{display:block;font-size:12px;font-weight:400;color:var(--soft);white-space:normal}
table{border-collapse:collapse;font-size:13px;width:100%}
th{text-align:left;font-weight:600}
thead th{color:var(--soft);font-weight:500;vertical-align:bottom;border-bottom:1px solid var(--ink);padding:4px 12px 4px 0}
td,tbody th{padding:5px 12px 5px 0;vertical-align:baseline}
.number,.numbers td,.numbers thead th:not(:first-child){text-align:right;white-space:nowrap}
.numbers tbody tr{border-bottom:1px solid var(--rule)}
.numbers tbody th{font-weight:400}
.decisions tbody{border-bottom:1px solid var(--rule)}
.decisions tbody th small{margin-left:8px;font-weight:400;color:var(--soft)}
.decisions tbody th,.decisions tbody td{padding-bottom:1px}
.decisions thead .worth{white-space:normal}
.decisions tbody th,.decisions tbody tr:first-child td{white-space:nowrap}
.decisions .bar{display:table-cell;border:0;width:130px;padding:5px 16px 5px 0}
.decisions .bar svg{display:block;width:100%;height:8px}
.worth{fill:var(--added)}
.tag{display:inline-flex;align-items:center;gap:6px;padding:1px 9px 1px 7px;border-radius:2px;white-space:nowrap;font-weight:500}
.tag.gone{color:var(--soft);border:1px solid var(--rule)}
.icon{width:10px;height:10px;fill:currentColor}
.proven::before{content:"■ ";font-size:9px;vertical-align:1px}
.unproven::before{content:"◧ ";font-size:9px;vertical-align:1px}
.toss-up{color:var(--soft)}.toss-up::before{content:"□ ";font-size:9px;vertical-align:1px}
.why td,.decisions .flip td{padding-top:0;padding-bottom:0}
.flip td{font-size:12px;color:var(--soft)}
.reason .numbers thead th{white-space:normal}.reason .numbers th,.reason .numbers td{padding-right:6px}
.flips h3{margin:0 0 4px}.flips ul{margin:0;padding-left:18px;font-size:13px}
.why summary{font-size:12px;color:var(--soft);padding:0 0 5px}
.reason{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:16px 32px;padding:4px 0 16px}
summary{cursor:pointer;width:fit-content}
summary:hover{color:var(--accent)}
details.data{margin-top:8px;font-size:13px}
details.data>summary{color:var(--soft);font-size:12px}
.scroll{overflow-x:auto}
.assumed{text-decoration:none;color:var(--need);margin-left:5px;font-weight:400}
.chart{display:block;width:100%;min-width:680px;height:auto}
.facets .chart,.multiples svg{min-width:0}
.defs{position:absolute}
text{fill:var(--ink);font-size:12px;font-family:inherit}
.tick{fill:var(--soft);font-size:11px}.tick.strong{fill:var(--ink)}
.axis-title{fill:var(--soft);font-size:11px}
.label.strong,.strong{font-weight:600}.label.muted{fill:var(--soft)}.label.need{fill:var(--need)}
.grid{stroke:var(--rule);stroke-width:1}.zero{stroke:var(--ink);stroke-width:1}
.bracket{fill:none;stroke:var(--soft);stroke-width:1}
.row-label{font-size:13px}
.cell{fill:var(--gone)}.cells .cell{stroke:var(--paper);stroke-width:.5}
.ink{pointer-events:none}.ink.gone,.ink.gone text{fill:var(--soft);color:var(--soft)}
${cells}
.cell-word{font-size:12px}
.choice{display:flex;align-items:center;gap:6px;margin:0 0 12px;font-size:13px}
.choice label{color:var(--soft);margin-right:4px}
.choice select,.choice button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--rule);border-radius:2px;padding:2px 8px;min-height:28px}
.choice button{width:30px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(148px,1fr));gap:12px 20px}
figure{margin:0}
.multiples figure{cursor:pointer}
.multiples figcaption{font-size:12px;color:var(--soft);padding-left:6px;border-left:2px solid transparent}
.multiples .chosen figcaption{border-color:var(--accent);color:var(--ink);font-weight:600}
.multiples svg{display:block;width:100%;height:auto}
.area.live-area{fill:var(--base)}.area.added{fill:var(--added)}
.area-label{font-size:11px}.area-label.light{fill:var(--on-area)}
.band{fill:var(--band);fill-opacity:.45}.band.hatched{fill:url(#hatch);fill-opacity:1}
.hatch-ground{fill:var(--band);fill-opacity:.2}.hatch-line{fill:var(--band);fill-opacity:.8}
.line{fill:none;stroke-width:2;stroke-linejoin:round}
.need-line{stroke:var(--need)}.band-edge{stroke:var(--band);stroke-width:1}.plan-line{stroke:var(--ink)}.served-line{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:4 3}
.committed{fill:var(--committed)}.exploratory{fill:none;stroke:var(--soft);stroke-width:1}
.phase-land{fill:var(--p1)}.phase-shell{fill:var(--p2)}.phase-power{fill:var(--p3)}.phase-fit-out{fill:var(--p4)}.phase-accelerators{fill:var(--p5)}
.budget{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:1 2}
.outcome{fill:var(--outcome)}
.baseline{stroke:var(--soft);stroke-width:1}
.mark{stroke:var(--ink);stroke-width:1}.mark.strong{stroke-width:2}.leader{stroke:var(--rule);fill:none}
.facets{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:20px 40px}
.facets figcaption small{color:var(--soft)}
.worth-list{margin:0;padding-left:20px}.worth-list li{margin:3px 0}.worth-list small{color:var(--soft)}
.provenance{display:grid;grid-template-columns:auto 1fr;gap:2px 16px;font-size:12px;margin:8px 0}
.provenance dt{color:var(--soft)}.provenance dd{margin:0;overflow-wrap:anywhere}
code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--wash);padding:2px 6px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media screen and (max-width:760px){main{padding:16px}.bar{padding:8px 16px}dl.key{grid-template-columns:1fr 1fr}h1{font-size:21px}}
@media print{
@page{size:A4 landscape;margin:12mm}
html{font-size:12px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}
section{break-inside:avoid;margin-top:20px}
.choice,nav,.why,details.data{display:none}
.chart{min-width:0}
.multiples{grid-template-columns:repeat(12,1fr);gap:6px 10px}
h1{font-size:22px;margin:4px 0 12px}
td,tbody th{padding-top:3px;padding-bottom:3px}
}
`;
