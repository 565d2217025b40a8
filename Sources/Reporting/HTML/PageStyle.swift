// SPDX-License-Identifier: Apache-2.0

/// How a page looks, by day and by night.
enum PageStyle {
    static let sheet: HTML = """
        :root { color-scheme: light dark; --back: #fff; --text: #1d2327; --soft: #5a6670; --line: #c4ccd3; --panel: #f4f6f8;
          --good: #16703a; --good-back: #def2e4; --bad: #b0212b; --bad-back: #fdeaea; --warn: #7d5200; --warn-back: #fdf3d8;
          --link: #0b57b5; --mono: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
        @media (prefers-color-scheme: dark) { :root { --back: #15191d; --text: #dfe4e8; --soft: #98a4ae; --line: #46515b;
          --panel: #1f252b; --good: #74d294; --good-back: #173323; --bad: #ff9a97; --bad-back: #442024; --warn: #ecc46a;
          --warn-back: #3a2f14; --link: #86b8f5; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem 1.5rem 3rem; max-width: 1400px; background: var(--back); color: var(--text);
          font: 15px/1.45 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
        h1 { font-size: 1rem; margin: 0; color: var(--soft); font-weight: 600; }
        h2 { font-size: 1.7rem; margin: 0; display: inline; }
        h3 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; }
        summary { cursor: pointer; }
        summary h3 { display: inline; margin-right: .4rem; }
        h4 { font-size: 1rem; margin: 0; }
        h5 { font-size: .8rem; margin: 0; color: var(--soft); }
        code, pre, .headline, .message, .side li, .stack { font-family: var(--mono); font-size: .86em; }
        code, pre, .headline, .message, .stack, li { overflow-wrap: anywhere; }
        pre { margin: 0; white-space: pre-wrap; }
        a { color: var(--link); }
        footer, .note { color: var(--soft); }
        footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .6rem; font-size: .85em; }
        table { border-collapse: collapse; margin: .5rem 0; }
        th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        .number { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; }
        .overview .number { padding-right: .8rem; } .single .box { margin-left: .6rem; }
        section.driver { margin-top: 1.2rem; }
        section.driver + section.driver { border-top: 3px solid var(--line); padding-top: 1.2rem; margin-top: 2.5rem; }
        .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem 1rem; }
        .levels { font-size: 1.1rem; color: var(--soft); }
        .badge { padding: .1rem .7rem; border-radius: 1rem; font-weight: 700; color: var(--warn); background: var(--warn-back); }
        .badge.equivalent { color: var(--good); background: var(--good-back); }
        .badge.diverged, .badge.fault { color: var(--bad); background: var(--bad-back); }
        .facts { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; padding: 0; margin: .5rem 0 0; }
        .facts li { color: var(--soft); } .facts b { color: var(--text); font-variant-numeric: tabular-nums; }
        details.tolerated { margin-top: 1.4rem; }

        .card { border: 1px solid var(--line); border-left: 4px solid var(--warn); border-radius: 4px; padding: .5rem .8rem;
          margin: .6rem 0; }
        .card.different, .card.new { border-left-color: var(--bad); }
        .card p { margin: .4rem 0; }
        .kind, .times, span.side { font-size: .78rem; font-weight: 600; color: var(--soft); background: var(--panel);
          border-radius: 1rem; padding: .1rem .55rem; white-space: nowrap; }
        .sides { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; margin-top: .4rem; }
        .sides pre { padding: .4rem .6rem; border-radius: 4px; }
        .sides .old pre { background: var(--bad-back); } .sides .new pre { background: var(--good-back); }
        .none { color: var(--soft); font-style: italic; margin: .3rem 0; }
        .stack { margin: .4rem 0 .2rem; padding-left: 2rem; }

        .diagram { border: 1px solid var(--line); border-radius: 4px; }
        .diagram h4 { padding: .9rem .8rem .3rem; }
        .remark { margin: 0; padding: .2rem .8rem; color: var(--soft); }
        .row { display: grid; min-height: 2.9rem; }
        .pair .row { grid-template-columns: minmax(0, 1fr) 6rem minmax(0, .8fr) 6rem minmax(0, 1fr); }
        .single .row { grid-template-columns: minmax(0, .8fr) 6rem minmax(0, 1.2fr); }
        .heads { position: sticky; top: 0; z-index: 1; background: var(--back); border-bottom: 1px solid var(--line);
          padding: .4rem 0; align-items: center; min-height: 0; }
        .who { padding: 0 .6rem; font-weight: 700; } .pair .who:first-child { text-align: right; } .who.user { text-align: center; } .row.heads .user { background: none; }
        .row .user { background: linear-gradient(var(--line), var(--line)) center / 2px 100% no-repeat; padding: .3rem 0; }
        .box { position: relative; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .15rem .5rem; }
        .box i { color: var(--soft); font-style: normal; font-size: .75rem; }
        .box em { display: block; font-size: .75rem; font-style: normal; font-weight: 700; color: var(--warn); }
        .lane { position: relative; }
        .lane svg { display: block; width: 6rem; height: 2.25rem; }
        .lane span { position: absolute; left: .6rem; right: .6rem; top: .82rem; text-align: center; font: 600 .76rem/1 var(--mono); }
        .ask, .back, .dead { stroke: var(--soft); stroke-width: 1.4; fill: none; } .back { stroke-dasharray: 4 3; }
        .dead { stroke: var(--bad); stroke-width: 2; } .tip { fill: var(--soft); }
        .lane.error span { color: var(--warn); }
        .side.left, .side.right { padding: .3rem .6rem; }
        .side.left { border-right: 2px solid var(--line); } .side.right { border-left: 2px solid var(--line); }
        .side ul { list-style: none; margin: 0; padding: 0; }
        .side li { padding: 0 .25rem; color: var(--soft); text-indent: -1em; padding-left: 1.25em; }
        .side li.result { color: var(--text); }
        .tolerated .other { background: var(--warn-back); color: var(--warn); }
        .different .other { background: var(--bad-back); color: var(--bad); }
        .row.different .box { border-color: var(--bad); } .row.different em, .row.different .lane span { color: var(--bad); }
        .run > summary { background: var(--panel); padding: .2rem .8rem; border-top: 1px solid var(--line);
          border-bottom: 1px solid var(--line); font-size: .9em; }

        .source { margin: .4rem 0; }
        .code { border: 1px solid var(--line); border-radius: 4px; margin-top: .4rem; overflow-x: auto; }
        .l { display: grid; grid-template-columns: 3.6rem 3rem 1fr; line-height: 1.35; }
        .l pre { white-space: pre; tab-size: 8; min-height: 1.35em; }
        .l i { font: .76rem/1.5 var(--mono); text-align: right; padding-right: .6rem; color: var(--soft); user-select: none; }
        .l > b { font-size: .7rem; line-height: 1.7; color: var(--warn); font-weight: 600; user-select: none; }
        .c i { border-right: 4px solid var(--good); } .u i { border-right: 4px solid var(--warn); }
        .u { background: var(--warn-back); } .f { background: var(--bad-back); }
        .l:target { outline: 2px solid var(--link); }
        .mark { grid-column: 3; margin: 0 0 .2rem; color: var(--bad); font-size: .82rem; font-weight: 600; }
        @media (max-width: 900px) { .diagram { overflow-x: auto; } .row, .diagram h4, .run > summary { min-width: 52rem; }
          .heads { position: static; } .sides { grid-template-columns: 1fr; } body { padding: .6rem; } }
        """
}
