internal import Records

/// The style sheet of the pages, and the hash by which the content security policy allows it.
enum HTMLStyle {
  /// `sha256-…` (CSP Level 3, 2.3.1), over exactly what stands between the tags.
  static let hash: String = {
    var fingerprint = Fingerprint()
    fingerprint.update(sheet.utf8)
    return "sha256-" + Base64.encoded(fingerprint.digest())
  }()

  static let sheet = """

    :root {
      color-scheme: light dark;
      --ground: #f6f7f9; --paper: #ffffff; --ink: #1c2430; --quiet: #566173; --rule: #dce1e8;
      --accent: #1f5fa8; --accent-soft: #cfe0f3; --warn: #b4400f; --warn-soft: #fbe9e0;
      --neutral: #a4adba; --second: #d9a326; --third: #2f8f83; --shade: #1c243040;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #12161c; --paper: #1a2029; --ink: #e8ecf2; --quiet: #9ca8b8; --rule: #313b48;
        --accent: #7db4ee; --accent-soft: #2a4260; --warn: #ff9a66; --warn-soft: #3c2519;
        --neutral: #5d6878; --second: #e3bd62; --third: #5bbfb2; --shade: #000000a0;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
      font-variant-numeric: tabular-nums;
    }
    header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
    header { padding-top: 2rem; padding-bottom: 1.25rem; }
    h1 { font-size: 2rem; line-height: 1.2; margin: 0.15rem 0 0.25rem; overflow-wrap: anywhere; letter-spacing: -0.01em; }
    h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 0.75rem; }
    p { margin: 0 0 0.75rem; }
    a { color: var(--accent); text-underline-offset: 0.15em; }
    a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    bdi { overflow-wrap: anywhere; }
    code { font: 0.92em ui-monospace, "DejaVu Sans Mono", monospace; }
    .eyebrow { margin: 0; color: var(--quiet); font-size: 0.9rem; }
    .asof { margin: 0; color: var(--quiet); }
    nav { margin-top: 0.5rem; }
    section {
      background: var(--paper); border: 1px solid var(--rule); border-radius: 0.6rem;
      padding: 1.25rem 1.5rem; margin: 0 0 1.25rem;
    }
    .lead { font-size: 1.2rem; font-weight: 600; line-height: 1.4; }
    .quiet, .sub { color: var(--quiet); }
    .sub { display: block; font-size: 0.85rem; font-weight: 400; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: 0.55rem 0.75rem 0.55rem 0; border-bottom: 1px solid var(--rule); }
    tbody tr:last-child > * { border-bottom: 0; }
    thead th { font-size: 0.82rem; font-weight: 600; color: var(--quiet); padding-top: 0; white-space: nowrap; }
    tbody th { font-weight: 600; }
    .waiting tbody th { white-space: nowrap; }
    .waiting .client { min-width: 9rem; }
    .waiting .who { min-width: 14.5rem; }
    .below { margin: 0.75rem 0 0; }
    .waiting tbody th.late { color: var(--warn); }
    .since { white-space: nowrap; color: var(--quiet); padding-right: 0; }
    /* A shade at the edge behind which there is more; paper that scrolls along hides it at the end. */
    .scroll {
      overflow-x: auto;
      background:
        linear-gradient(to right, var(--paper) 30%, transparent) left / 3rem 100% local no-repeat,
        linear-gradient(to left, var(--paper) 30%, transparent) right / 3rem 100% local no-repeat,
        linear-gradient(to right, var(--shade) 0%, transparent) left / 0.9rem 100% scroll no-repeat,
        linear-gradient(to left, var(--shade) 0%, transparent) right / 0.9rem 100% scroll no-repeat;
    }
    .numbers td, .numbers thead th + th { text-align: right; white-space: nowrap; }
    .numbers thead th { vertical-align: bottom; }
    .numbers thead th + th { white-space: normal; }
    .numbers tbody th { min-width: 7rem; }
    .numbers > * > tr > :last-child { padding-right: 0; }
    .numbers td.why, .books thead th:last-child { text-align: left; white-space: normal; padding-left: 1rem; }
    .why { font-size: 0.9rem; color: var(--quiet); min-width: 14rem; }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: 0.75rem; margin: 0 0 1.1rem; }
    .tile { background: var(--ground); border-radius: 0.5rem; padding: 0.75rem 1rem; }
    dt { color: var(--quiet); font-size: 0.85rem; }
    dd { margin: 0; }
    .tile dd { font-size: 1.45rem; font-weight: 700; line-height: 1.3; }
    .tile .sub { line-height: 1.4; }
    .sentences { margin: 0; padding-left: 1.15rem; }
    .sentences li { margin: 0 0 0.35rem; padding-left: 0.15rem; }
    .signs { columns: 26rem; column-gap: 2rem; }
    article { break-inside: avoid; padding-bottom: 1.25rem; }
    h3 { font-size: 0.95rem; margin: 0 0 0.2rem; }
    article p { margin: 0 0 0.3rem; }
    .quotes { margin: 0 0 0.4rem; padding-left: 1.15rem; }
    .quotes li { margin: 0 0 0.3rem; }
    .quotes q { overflow-wrap: anywhere; }
    .quotes code { overflow-wrap: anywhere; }
    .legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; margin: 0 0 0.4rem; padding: 0; list-style: none; font-size: 0.88rem; }
    .legend li::before { content: ""; display: inline-block; border: 0.36rem solid; margin-right: 0.4rem; }
    .legend .answered::before, .legend .who0::before { border-color: var(--accent); }
    .legend .withdrawn::before, .legend .who4::before { border-color: var(--neutral); }
    .legend .unanswered::before, .legend .who3::before { border-color: var(--warn); }
    .legend .who1::before { border-color: var(--second); }
    .legend .who2::before { border-color: var(--third); }
    details { margin: 0.5rem 0 0; }
    summary { cursor: pointer; color: var(--accent); }
    details[open] summary { margin-bottom: 0.75rem; }
    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem 2rem; }
    figure { margin: 0; max-width: 40rem; }
    figcaption { color: var(--quiet); font-size: 0.88rem; margin-top: 0.35rem; }
    .coverage { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.5rem 1.5rem; margin: 1rem 0 0; }
    .coverage dd { font-size: 0.9rem; }
    .method p { max-width: 46rem; color: var(--quiet); font-size: 0.93rem; }
    .method p:last-child { margin-bottom: 0; }
    footer { padding-bottom: 2.5rem; color: var(--quiet); font-size: 0.85rem; }
    svg { display: block; width: 100%; height: auto; font: 13px system-ui, sans-serif; }
    svg .grid { stroke: var(--rule); }
    svg .axis { stroke: var(--quiet); }
    svg .tick { fill: var(--quiet); }
    svg .mark { fill: var(--ink); }
    svg .band { fill: var(--accent-soft); }
    svg .curve { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
    svg .target { stroke: var(--warn); stroke-width: 1.5; stroke-dasharray: 5 4; }
    svg .answered { fill: var(--accent); }
    svg .withdrawn { fill: var(--neutral); }
    svg .unanswered { fill: var(--warn); }
    svg .who0 { fill: var(--accent); }
    svg .who1 { fill: var(--second); }
    svg .who2 { fill: var(--third); }
    svg .who3 { fill: var(--warn); }
    svg .who4 { fill: var(--neutral); }
    @media (max-width: 40rem) {
      header, main, footer { padding-left: 0.75rem; padding-right: 0.75rem; }
      header { padding-top: 1.25rem; }
      h1 { font-size: 1.55rem; }
      section { padding: 1rem; }
      .lead { font-size: 1.08rem; }
      .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
      .tile { padding: 0.6rem 0.75rem; }
      .tile dd { font-size: 1.1rem; }
      .numbers { font-size: 0.88rem; }
      .numbers tbody th { min-width: 6rem; }
      .numbers th, .numbers td { padding-right: 0.6rem; }
      .waiting thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .waiting, .waiting tbody, .waiting tr { display: block; }
      .waiting tr { display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 0.75rem; padding: 0.7rem 0; border-bottom: 1px solid var(--rule); }
      .waiting tr:last-child { border-bottom: 0; }
      .waiting th, .waiting td { border: 0; padding: 0; }
      .waiting .since { text-align: right; grid-row: 1; grid-column: 2; font-size: 0.9rem; }
      .waiting .client, .waiting .who, .waiting .about { grid-column: 1 / -1; }
      svg { font-size: 16px; }
    }
    @media print {
      :root {
        --ground: #ffffff; --paper: #ffffff; --ink: #000000; --quiet: #444444; --rule: #bbbbbb;
        --accent: #1f5fa8; --accent-soft: #d6e4f3; --warn: #b4400f; --neutral: #a4adba;
      }
      body { font-size: 10pt; }
      header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
      section { border: 0; border-top: 1px solid var(--rule); border-radius: 0; padding: 0.75rem 0; margin: 0; }
      .tile { border: 1px solid var(--rule); }
      .tiles { grid-template-columns: repeat(4, 1fr); }
      .charts { grid-template-columns: 1fr 1fr; }
      .scroll { overflow: visible; background: none; }
      .numbers th, .numbers td { padding-right: 0.5rem; font-size: 9pt; }
      nav, footer { display: none; }
      h1 { font-size: 18pt; }
      h2 { font-size: 12pt; }
      .lead { font-size: 11.5pt; }
      .tile dd { font-size: 13pt; }
      .waiting { font-size: 9pt; }
      .waiting .client { min-width: 0; }
      .waiting .who { min-width: 12.5rem; }
      .waiting th, .waiting td { padding-top: 0.25rem; padding-bottom: 0.25rem; }
      .sub, dt, figcaption, .method p { font-size: 8.5pt; }
      .signs { columns: 2; column-gap: 1.5rem; }
      article { padding-bottom: 0.75rem; }
      h2, h3 { break-after: avoid; }
      tr, figure, .tile, article { break-inside: avoid; }
      svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }

    """
}
