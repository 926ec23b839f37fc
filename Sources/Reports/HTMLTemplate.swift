internal import Mustache

/// The page, for all clients or for one. Triple braces only; see ``HTMLValue``.
enum HTMLTemplate {
  static let page: MustacheTemplate = {
    do {
      return try MustacheTemplate(string: source)
    } catch {
      preconditionFailure("the page's template does not parse: \(error)")
    }
  }()

  static let source = """
    <!DOCTYPE html>
    <html lang="en">
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
    <p class="asof">As of {{{asOf}}} <span class="zone">({{{zone}}})</span></p>
    {{#isClient}}<nav aria-label="Report"><a href="index.html">All clients</a></nav>{{/isClient}}
    </header>
    <main>
    <section aria-labelledby="waiting-h">
    <h2 id="waiting-h">Waiting now</h2>
    <p class="lead">{{{waitingSentence}}}</p>
    {{#hasWaiting}}{{{waitingTable}}}{{/hasWaiting}}
    </section>
    {{#hasContacts}}
    <section aria-labelledby="figures-h">
    <h2 id="figures-h">Figures</h2>
    <dl class="tiles">
    {{#tiles}}<div class="tile"><dt>{{{label}}}</dt><dd>{{{value}}}<span class="sub">{{{sub}}}</span></dd></div>
    {{/tiles}}</dl>
    <ul class="sentences">
    {{#sentences}}<li>{{{text}}}</li>
    {{/sentences}}</ul>
    </section>
    {{#hasCharts}}
    <section aria-labelledby="charts-h">
    <h2 id="charts-h">Over time</h2>
    <div class="charts">
    {{#charts}}<figure>{{{svg}}}<figcaption>{{{caption}}}</figcaption></figure>
    {{/charts}}</div>
    </section>
    {{/hasCharts}}
    {{/hasContacts}}
    {{^hasContacts}}
    <section aria-labelledby="figures-h">
    <h2 id="figures-h">Figures</h2>
    <p>No contacts came in.</p>
    </section>
    {{/hasContacts}}
    {{#hasSigns}}
    <section aria-labelledby="signs-h">
    <h2 id="signs-h">Signs of the relationship</h2>
    <div class="signs">
    {{#signs}}<article><h3>{{{heading}}}</h3><p>{{{verdict}}}</p>
    {{#hasQuotes}}<ul class="quotes">
    {{#quotes}}<li><q><bdi>{{{phrase}}}</bdi></q> <span class="sub"><bdi>{{{who}}}</bdi>, {{{day}}} &middot; <code>{{{place}}}</code></span></li>
    {{/quotes}}{{#hasMore}}<li class="quiet">{{{more}}}</li>
    {{/hasMore}}</ul>{{/hasQuotes}}<p class="sub">{{{method}}}</p></article>
    {{/signs}}</div>
    </section>
    {{/hasSigns}}
    {{#breakdowns}}
    <section aria-labelledby="{{{anchor}}}-h">
    <h2 id="{{{anchor}}}-h">{{{heading}}}</h2>
    <div class="scroll" role="region" tabindex="0" aria-labelledby="{{{anchor}}}-h"><table class="numbers">
    <thead><tr><th scope="col">{{{first}}}</th><th scope="col">Contacts</th><th scope="col">Not answered</th><th scope="col">Median wait</th><th scope="col">Nine in ten</th><th scope="col">Median, answered only</th><th scope="col">Within target</th><th scope="col">Waiting</th></tr></thead>
    <tbody>
    {{#rows}}<tr><th scope="row">{{#href}}<a href="{{{href}}}"><bdi>{{{label}}}</bdi></a>{{/href}}{{^href}}{{{label}}}{{/href}}</th><td>{{{contacts}}}</td><td>{{{unanswered}}}</td><td>{{{median}}}</td><td>{{{p90}}}</td><td class="quiet">{{{answeredOnly}}}</td><td>{{{target}}}</td><td>{{{waiting}}}</td></tr>
    {{/rows}}</tbody>
    </table></div>
    </section>
    {{/breakdowns}}
    {{#hasNobody}}
    <section aria-labelledby="nobody-h">
    <h2 id="nobody-h">No client</h2>
    <p>{{{nobodySentence}}}</p>
    {{{nobodyTable}}}
    </section>
    {{/hasNobody}}
    {{#hasUnknowns}}
    <section aria-labelledby="unknown-h">
    <h2 id="unknown-h">What is not known</h2>
    <ul class="sentences">
    {{#unknowns}}<li>{{{text}}}</li>
    {{/unknowns}}</ul>
    </section>
    {{/hasUnknowns}}
    {{#hasBooks}}
    <section aria-labelledby="books-h">
    <h2 id="books-h">Books</h2>
    <p>{{{booksSentence}}}</p>
    <div class="scroll" role="region" tabindex="0" aria-labelledby="books-h"><table class="numbers books">
    <thead><tr><th scope="col">Stage</th><th scope="col">Read</th><th scope="col">Used</th><th scope="col">Excluded</th><th scope="col">Rejected</th><th scope="col">Why</th></tr></thead>
    <tbody>
    {{#books}}<tr><th scope="row">{{{stage}}}</th><td>{{{read}}}</td><td>{{{used}}}</td><td>{{{excluded}}}</td><td>{{{rejected}}}</td><td class="why">{{{why}}}</td></tr>
    {{/books}}</tbody>
    </table></div>
    {{#hasCoverage}}<dl class="coverage">
    {{#coverage}}<div><dt>{{{label}}}</dt><dd>{{{from}}} to {{{until}}}</dd></div>
    {{/coverage}}</dl>{{/hasCoverage}}
    </section>
    {{/hasBooks}}
    <section class="method" aria-labelledby="method-h">
    <h2 id="method-h">Method</h2>
    {{#method}}<p>{{{text}}}</p>
    {{/method}}
    </section>
    </main>
    <footer><p>Made by Ringback. This page holds no script and loads nothing from anywhere.</p></footer>
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
    <thead><tr><th scope="col">Waits</th>{{#withClient}}<th scope="col">Client</th>{{/withClient}}<th scope="col">Who</th><th scope="col">About</th><th scope="col">Since</th></tr></thead>
    <tbody>
    {{#rows}}<tr><th scope="row" class="{{{late}}}">{{{wait}}}</th>{{#withClient}}<td class="client"><a href="{{{href}}}"><bdi>{{{client}}}</bdi></a></td>{{/withClient}}<td class="who"><bdi>{{{who}}}</bdi>{{#hasReach}}<span class="sub"><bdi>{{{reach}}}</bdi></span>{{/hasReach}}</td><td class="about"><bdi>{{{subject}}}</bdi><span class="sub">{{{channel}}}{{{attempts}}} &middot; <code>{{{id}}}</code></span></td><td class="since">{{{since}}}</td></tr>
    {{/rows}}</tbody>
    </table>
    {{#more}}<p class="quiet">{{{more}}}</p>{{/more}}
    """
}
