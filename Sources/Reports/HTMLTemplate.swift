internal import Mustache

/// The page, for all clients or for one. Triple braces only; see ``HTMLValue``.
enum HTMLTemplate {
  /// Whether a phrase stands in a template itself.
  static func says(_ phrase: Phrase) -> Bool { inTemplates.contains(phrase) }

  private static let inTemplates: Set<Phrase> = {
    let names = (source + waitingSource).split(separator: "{{{say.").dropFirst().map {
      String($0.prefix { $0 != "}" })
    }
    return Set(names.compactMap(Phrase.init))
  }()

  static let page: MustacheTemplate = {
    do {
      return try MustacheTemplate(string: source)
    } catch {
      preconditionFailure("the page's template does not parse: \(error)")
    }
  }()

  static let source = """
    <!DOCTYPE html>
    <html lang="{{{language}}}">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{{styleHash}}}'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <title>{{{title}}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <header>
    <p class="eyebrow">Ringback &middot; <bdi>{{{provider}}}</bdi></p>
    <h1><bdi>{{{name}}}</bdi></h1>
    <p class="asof">{{{asOf}}} <span class="zone">({{{zone}}})</span></p>
    {{#isClient}}<nav aria-label="{{{say.report}}}"><a href="index.html">{{{say.allClients}}}</a></nav>{{/isClient}}
    </header>
    <main>
    <section aria-labelledby="waiting-h">
    <h2 id="waiting-h">{{{say.waitingNow}}}</h2>
    <p class="lead">{{{waitingSentence}}}</p>
    {{#hasWaiting}}{{{waitingTable}}}{{/hasWaiting}}
    {{#readUntil}}<p class="sub below">{{{readUntil}}}</p>{{/readUntil}}
    </section>
    {{#hasContacts}}
    <section aria-labelledby="figures-h">
    <h2 id="figures-h">{{{say.figures}}}</h2>
    <dl class="tiles">
    {{#tiles}}<div class="tile"><dt>{{{label}}}</dt><dd>{{{value}}}<span class="sub">{{{sub}}}</span></dd></div>
    {{/tiles}}</dl>
    <ul class="sentences">
    {{#sentences}}<li>{{{text}}}</li>
    {{/sentences}}</ul>
    </section>
    {{#hasCharts}}
    <section aria-labelledby="charts-h">
    <h2 id="charts-h">{{{say.overTime}}}</h2>
    <div class="charts">
    {{#charts}}<figure>{{#hasLegend}}<ul class="legend">{{#legend}}<li class="{{{look}}}"><bdi>{{{name}}}</bdi></li>{{/legend}}</ul>{{/hasLegend}}{{{svg}}}<figcaption>{{{caption}}}</figcaption></figure>
    {{/charts}}</div>
    </section>
    {{/hasCharts}}
    {{/hasContacts}}
    {{^hasContacts}}
    <section aria-labelledby="figures-h">
    <h2 id="figures-h">{{{say.figures}}}</h2>
    <p>{{{say.noContacts}}}</p>
    </section>
    {{/hasContacts}}
    {{#hasSigns}}
    <section aria-labelledby="signs-h">
    <h2 id="signs-h">{{{say.signs}}}</h2>
    <div class="signs">
    {{#signs}}<article><h3>{{{heading}}}</h3><p>{{{verdict}}}</p>
    {{#hasQuotes}}<ul class="quotes">
    {{#quotes}}<li><q><bdi>{{{phrase}}}</bdi></q> <span class="sub"><bdi>{{{who}}}</bdi>, {{{day}}} &middot; <code>{{{place}}}</code></span></li>
    {{/quotes}}{{#hasMore}}<li class="quiet">{{{more}}}</li>
    {{/hasMore}}</ul>{{/hasQuotes}}<p class="sub">{{{method}}}</p></article>
    {{/signs}}</div>
    {{#quotedApart}}<p class="quiet">{{{say.quotedApart}}}</p>{{/quotedApart}}
    </section>
    {{/hasSigns}}
    {{#breakdowns}}
    <section aria-labelledby="{{{anchor}}}-h">
    <h2 id="{{{anchor}}}-h">{{{heading}}}</h2>
    <div class="scroll" role="region" tabindex="0" aria-labelledby="{{{anchor}}}-h"><table class="numbers">
    <thead><tr><th scope="col">{{{first}}}</th><th scope="col">{{{say.columnWaiting}}}</th><th scope="col">{{{say.columnContacts}}}</th><th scope="col">{{{say.columnUnanswered}}}</th><th scope="col">{{{say.columnMedian}}}</th><th scope="col">{{{say.columnNineInTen}}}</th><th scope="col">{{{say.columnAnsweredOnly}}}</th><th scope="col">{{{say.columnTarget}}}</th></tr></thead>
    <tbody>
    {{#rows}}<tr><th scope="row">{{#href}}<a href="{{{href}}}"><bdi>{{{label}}}</bdi></a>{{/href}}{{^href}}{{{label}}}{{/href}}</th><td>{{{waiting}}}</td><td>{{{contacts}}}</td><td>{{{unanswered}}}</td><td>{{{median}}}</td><td>{{{p90}}}</td><td class="quiet">{{{answeredOnly}}}</td><td>{{{target}}}</td></tr>
    {{/rows}}</tbody>
    </table></div>
    </section>
    {{/breakdowns}}
    {{#hasNobody}}
    <section aria-labelledby="nobody-h">
    <h2 id="nobody-h">{{{say.noClient}}}</h2>
    <p>{{{nobodySentence}}}</p>
    {{{nobodyTable}}}
    </section>
    {{/hasNobody}}
    {{#hasUnknowns}}
    <section aria-labelledby="unknown-h">
    <h2 id="unknown-h">{{{say.notKnown}}}</h2>
    <ul class="sentences">
    {{#unknowns}}<li>{{{text}}}</li>
    {{/unknowns}}</ul>
    </section>
    {{/hasUnknowns}}
    {{#hasBooks}}
    <section aria-labelledby="books-h">
    <h2 id="books-h">{{{say.books}}}</h2>
    <p>{{{booksSentence}}}</p>
    <div class="scroll" role="region" tabindex="0" aria-labelledby="books-h"><table class="numbers books">
    <thead><tr><th scope="col">{{{say.stage}}}</th><th scope="col">{{{say.read}}}</th><th scope="col">{{{say.used}}}</th><th scope="col">{{{say.excluded}}}</th><th scope="col">{{{say.rejected}}}</th><th scope="col">{{{say.why}}}</th></tr></thead>
    <tbody>
    {{#books}}<tr><th scope="row">{{{stage}}}</th><td>{{{read}}}</td><td>{{{used}}}</td><td>{{{excluded}}}</td><td>{{{rejected}}}</td><td class="why">{{{why}}}</td></tr>
    {{/books}}</tbody>
    </table></div>
    {{#hasCoverage}}<dl class="coverage">
    {{#coverage}}<div><dt>{{{label}}}</dt><dd>{{{span}}}</dd></div>
    {{/coverage}}</dl>{{/hasCoverage}}
    </section>
    {{/hasBooks}}
    <section class="method" aria-labelledby="method-h">
    <h2 id="method-h">{{{say.method}}}</h2>
    {{#method}}<p>{{{text}}}</p>
    {{/method}}
    </section>
    </main>
    <footer><p>{{{say.footer}}}</p></footer>
    </body>
    </html>

    """

  /// The table of those who wait, used for clients and for nobody's.
  static let waiting: MustacheTemplate = {
    do {
      return try MustacheTemplate(string: waitingSource)
    } catch {
      preconditionFailure("the waiting table's template does not parse: \(error)")
    }
  }()

  static let waitingSource = """
    <table class="waiting">
    <thead><tr><th scope="col">{{{say.waits}}}</th>{{#withClient}}<th scope="col">{{{say.client}}}</th>{{/withClient}}<th scope="col">{{{say.who}}}</th><th scope="col">{{{say.about}}}</th><th scope="col">{{{say.since}}}</th></tr></thead>
    <tbody>
    {{#rows}}<tr><th scope="row" class="{{{late}}}">{{{wait}}}</th>{{#withClient}}<td class="client"><a href="{{{href}}}"><bdi>{{{client}}}</bdi></a></td>{{/withClient}}<td class="who"><bdi>{{{who}}}</bdi>{{#hasReach}}<span class="sub"><bdi>{{{reach}}}</bdi></span>{{/hasReach}}</td><td class="about"><bdi>{{{subject}}}</bdi><span class="sub">{{{channel}}}{{{attempts}}} &middot; <code>{{{id}}}</code></span></td><td class="since">{{{since}}}</td></tr>
    {{/rows}}</tbody>
    </table>
    {{#folded}}<details><summary>{{{summary}}}</summary>{{{table}}}</details>{{/folded}}
    {{#more}}<p class="quiet">{{{more}}}</p>{{/more}}
    """
}
