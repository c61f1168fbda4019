/**
 * One style sheet for every simulated site; the colours come from the theme. Sizes suit a thumb (44 px and
 * more).
 */
export const styleSheet = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:#1c1f26;line-height:1.7;font-size:16px;overflow-wrap:anywhere;
font-family:'Noto Sans JP Variable','Noto Sans JP','Noto Sans CJK JP',
'Hiragino Sans','Hiragino Kaku Gothic ProN','Yu Gothic UI',
Meiryo,sans-serif}
.banner{background:#ffd54a;color:#221a00;padding:6px 16px;font-size:13px;display:flex;gap:4px 10px;
flex-wrap:wrap;
align-items:center;justify-content:center;border-bottom:3px solid #221a00}
.banner strong{background:#221a00;color:#ffd54a;padding:0 8px;border-radius:4px;letter-spacing:.08em}
.bar{background:var(--brand);color:var(--on-brand);padding:14px 16px;font-weight:700;font-size:18px;
text-align:center}
main{max-width:480px;margin:0 auto;padding:20px 16px 48px}
h1,h2,p,.field,.tick{word-break:auto-phrase}
h1{font-size:22px;line-height:1.4;margin:4px 0 12px}
h2{font-size:17px;line-height:1.4;margin:0 0 8px}
p{margin:0 0 12px}
.banner,.bar{margin:0}
a{color:#0b4fa8}
.small{font-size:14px;color:#454b57}
.card{background:#fff;border:1px solid #d5dae3;border-radius:14px;padding:16px;margin:0 0 16px}
.steps{display:flex;gap:6px;list-style:none;margin:0 0 18px;padding:0;font-size:12px}
.steps li{flex:1;text-align:center;border-top:4px solid #c6ccd8;padding-top:4px;color:#545b68}
.steps li.done{border-color:var(--brand)}
.steps li[aria-current]{border-color:var(--brand);color:#1c1f26;font-weight:700}
.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:52px;padding:10px 16px;
border-radius:12px;border:2px solid var(--brand);background:var(--brand);color:var(--on-brand);font:inherit;
font-weight:700;font-size:17px;text-decoration:none;text-align:center;cursor:pointer;margin:0 0 12px}
.button.quiet{background:#fff;color:#1c1f26;border-color:#6b7280}
.button:disabled{background:#e2e5eb;border-color:#e2e5eb;color:#595f6b;cursor:not-allowed}
:is(a,button,input,summary,iframe):focus-visible{outline:3px solid #0b4fa8;outline-offset:2px}
label.field{display:block;font-weight:700;margin:0 0 14px}
label.field .hint{display:block;font-weight:400;font-size:14px;color:#454b57}
label.field input{display:block;width:100%;min-height:52px;margin-top:4px;padding:8px 14px;font:inherit;
font-size:20px;
letter-spacing:.06em;border:2px solid #6b7280;border-radius:10px;background:#fff;color:#1c1f26}
input.digits{text-align:center;font-size:28px!important;letter-spacing:.4em!important;
font-variant-numeric:tabular-nums}
label.tick{display:flex;gap:12px;align-items:center;min-height:52px;padding:8px 12px;
border:2px solid #6b7280;
border-radius:10px;background:#fff;margin:0 0 14px;font-weight:700;cursor:pointer}
label.tick input{width:24px;height:24px;flex:none;accent-color:var(--brand)}
.scroll{max-height:250px;overflow:auto;background:#fff;border:1px solid #c6ccd8;border-radius:10px;
padding:14px;
font-size:15px;margin:0 0 14px}
.scroll h2{font-size:15px;margin:12px 0 2px}.scroll h2:first-child{margin-top:0}
.error{background:#fdecea;border:2px solid #b3261e;color:#7a120c;border-radius:10px;padding:12px 14px;
margin:0 0 16px;
font-weight:700}
.good{background:#e7f6ec;border:2px solid #1b6e3c;color:#0d4a26;border-radius:10px;padding:12px 14px;
margin:0 0 16px;
font-weight:700}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:8px 6px;border-top:1px solid #d5dae3}
thead th{border-top:0;font-size:13px;color:#454b57}
th.number,td.number{text-align:right;font-variant-numeric:tabular-nums;
white-space:nowrap}
tbody th{font-weight:700}
dl{display:grid;grid-template-columns:auto 1fr;gap:8px 16px;margin:0}
dt{color:#454b57}dd{margin:0;font-weight:700;text-align:right}
details{margin:0 0 16px;background:var(--soft);border-radius:10px;padding:4px 14px}
summary{min-height:44px;display:flex;align-items:center;font-weight:700;cursor:pointer}
.list{list-style:none;margin:0;padding:0}
.list>li{margin:0 0 10px}
.row{display:block;width:100%;text-align:left;background:#fff;border:1px solid #c6ccd8;border-radius:12px;
padding:12px 14px;
color:#1c1f26;text-decoration:none;font:inherit;cursor:pointer}
.row strong{display:block;font-size:17px}
.row span{display:block;font-size:14px;color:#454b57}
.bubble{background:#fff;border:1px solid #c6ccd8;border-radius:4px 16px 16px 16px;padding:14px 16px;
margin:0 0 14px;
white-space:pre-wrap}
.code{font-size:44px;line-height:1.2;font-weight:700;letter-spacing:.12em;
font-variant-numeric:tabular-nums;margin:4px 0 10px}
iframe{width:100%;height:420px;border:1px solid #c6ccd8;border-radius:10px;background:#fff}
.mailtext{white-space:pre-wrap;font-size:16px}
.centre{text-align:center}
.back{display:inline-flex;align-items:center;min-height:44px}
`
