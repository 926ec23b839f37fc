extension ReportLanguage {
  /// German, with dates as DIN 5008 has them.
  public static let german = ReportLanguage(
    code: "de", decimalMark: ",", date: "{dd}.{mm}.{y}", shortDate: "{dd}.{mm}.", dayUnit: "T",
    weekdays: [
      "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
    ],
    shortWeekdays: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    months: [
      "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
      "Dez.",
    ],
    phrases: germanPhrases)

  private static let germanPhrases: [Phrase: String] = [
    // Numbers, times and counts.
    .notReached: "nicht erreicht (>\u{A0}{1})",
    .rate: "{1} von {2}",
    .rateWithShare: "{1} von {2} ({3})",
    .nothingToDivide: "k. A.",
    .contacts: "{n} Kontakt|{n} Kontakte",
    .attempts: "{n} Versuch|{n} Versuche",
    .days: "{n} Tag|{n} Tage",
    .openingDays: "einem Öffnungstag|{n} Öffnungstagen",
    .technicians: "{n} Techniker|{n} Techniker",
    .times: "Einmal|{n}-mal",
    .twice: "Zweimal",
    .and: "{1} und {2}",
    .more: "und {n} weiterer|und {n} weitere",
    .byTheClock: "{1} {2} nach der Uhr",
    .target: "{1} {2}",
    .quarter: "{1}. Quartal {2}",
    .inWeek: "in der Woche ab {1}",
    .inPeriod: "im {1}",
    .noSubject: "ohne Betreff",
    .unknownPerson: "unterdrückt oder unbekannt",
    .allClients: "Alle Kunden",
    .noClient: "Kein Kunde",
    .interval: " (95-%-Intervall {1} bis {2})",
    .openInterval: " (95-%-Intervall ab {1}, noch ohne obere Grenze)",

    // Channels.
    .email: "E-Mail",
    .call: "Anruf",
    .voicemail: "Voicemail",
    .ticket: "Ticket",
    .emails: "E-Mails",
    .calls: "Anrufe",
    .voicemails: "Voicemails",
    .tickets: "Tickets",
    .records: "Einträge",

    // The figures in sentences.
    .noContacts: "Es kam kein Kontakt herein.",
    .nobodyWaits: "Zurzeit wartet niemand.",
    .waiting: """
    Zurzeit wartet {n} Person, am längsten seit {1}.|Zurzeit warten {n} Personen, am \
    längsten seit {1}.
    """,
    .waitingInMatters: """
    Zurzeit wartet {n} Person in {2} Angelegenheiten, am längsten seit {1}.|Zurzeit \
    warten {n} Personen in {2} Angelegenheiten, am längsten seit {1}.
    """,
    .cameInOn: "{1} am {2}",
    .cameInFromTo: "{1} vom {2} bis zum {3}",
    .withAttempts: "{1}, zusammen {2} ({3} je Kontakt).",
    .itWasAnswered: "Er wurde beantwortet.",
    .itWasAnsweredOrWithdrawn: "Er wurde beantwortet oder zurückgezogen ({1}).",
    .allWereAnswered: "Alle {1} wurden beantwortet.",
    .allWereAnsweredOrWithdrawn: "Alle {1} wurden beantwortet oder zurückgezogen ({2}).",
    .stillWait: "{n} wartet noch|{n} warten noch",
    .closedUnanswered: "{n} wurde ohne Antwort geschlossen|{n} wurden ohne Antwort geschlossen",
    .notAnswered: "{1} blieb ohne Antwort: {2}.|{1} blieben ohne Antwort: {2}.",
    .moreWithdrew: "{1} weitere wurden zurückgezogen.",
    .answeredAfter: "Er wurde nach {1} beantwortet.",
    .halfAnswered: "Die Hälfte der Kontakte wurde innerhalb von {1} beantwortet{2}",
    .halfNotAnswered: """
    Weniger als die Hälfte der Kontakte wurde beantwortet: mittlere Wartezeit {1}
    """,
    .answeredOnly: "{1}; zählte man nur die beantworteten, sähe es nach {2} aus.",
    .nineInTenUnknown: "Die Zeit, in der neun von zehn beantwortet sind: {1}.",
    .nineInTen: "Neun von zehn wurden innerhalb von {1} beantwortet{2}.",
    .openWait: """
    Nur in Öffnungszeiten gerechnet ist der Median der Wartezeit {1}, die von neun \
    von zehn {2}.
    """,
    .targetUnknown: "Innerhalb des Ziels beantwortet: k. A., noch bei keinem zu sagen.",
    .withinTarget: """
    {1} wurde innerhalb des Ziels beantwortet{2}.|{1} wurden innerhalb des Ziels \
    beantwortet{2}.
    """,
    .noneAbandoned: "Bei {n} Anruf gab niemand auf.|Bei {n} Anrufen gab niemand auf.",
    .abandonedOne: """
    {1} Anruf wurde aufgegeben, bevor jemand abnahm.|{1} Anrufen wurde aufgegeben, \
    bevor jemand abnahm.
    """,
    .abandoned: """
    {1} Anruf wurden aufgegeben, bevor jemand abnahm.|{1} Anrufen wurden aufgegeben, \
    bevor jemand abnahm.
    """,
    .dropped: """
    {n} Anruf brach nach Sekunden ab und zählt nicht.|{n} Anrufe brachen nach \
    Sekunden ab und zählen nicht.
    """,
    .missed: "{n} verpassten Anruf oder einer Voicemail|{n} verpassten Anrufen und Voicemails",
    .nobodyCalledBack: "Nach {1} wurde niemand zurückgerufen.",
    .calledBack: """
    Nach {1} wurde {2} von {3} durch einen Rückruf erreicht; Median bis dahin {4}, \
    bis zum ersten Versuch {5}.|Nach {1} wurden {2} von {3} durch einen Rückruf \
    erreicht; Median bis dahin {4}, bis zum ersten Versuch {5}.
    """,
    .settled: """
    {n} Kontakt wurde von Hand erledigt, was jeder Regel vorgeht.|{n} Kontakte \
    wurden von Hand erledigt, was jeder Regel vorgeht.
    """,
    .ends: "Innerhalb von 24 Stunden wurden {1} beantwortet (95-%-Intervall {2} bis {3})",
    .endsClosed: ", {1} ohne Antwort geschlossen",
    .endsWithdrawn: ", {1} zurückgezogen",
    .soFar: "{1} (bisher)",
    .changeFromNone: "{1}: {2}; {3} keiner.",
    .change: "{1}: {2}, nach {3} {4}; nicht beantwortet: {5}, nach {6}",
    .changeMedian: "; Median der Wartezeit {1}, nach {2}",
    .beside: """
    Neben allen Kunden zusammen: nicht beantwortet {1}, von allen {2}; Median der \
    Wartezeit {3}, bei allen {4}.
    """,
    .when: """
    Was ohne Antwort blieb, kam am häufigsten am {1} ({2} von {3} Kontakten dieses \
    Tages) und zwischen {4} und {5} Uhr ({6} von {7}).
    """,

    .readUntil: """
    Wartezeiten zählen bis zum Ende dessen, was gelesen wurde und eine Antwort zeigen \
    könnte, sind also mindestens so lang. Gelesen bis: {1}.
    """,

    // The signs of the relationship.
    .fixesHeading: "Halten die Lösungen",
    .fixesMethod: """
    Von der Antwort oder der Lösung des Tickets bis zum nächsten Kontakt im selben \
    Thread oder Ticket oder desselben Kunden mit ähnlichem Betreff innerhalb von 90 \
    Tagen. Was binnen eines Tages folgt, ist derselbe Austausch, es sei denn, es \
    heißt darin, dass es wieder auftritt.
    """,
    .fixesFew: """
    {n} Angelegenheit wurde gelöst, {1} kam wieder.|{n} Angelegenheiten wurden \
    gelöst, {1} kamen wieder.
    """,
    .fixesYoung: """
    {1} Angelegenheiten wurden gelöst, {2} kamen wieder; zu wenige liegen lange \
    genug zurück, um mehr zu sagen.
    """,
    .fixesFirst: "{1} von {2} Lösungen hielten keine {3} Tage",
    .fixesNext: "{1} von {2} keine {3} Tage",
    .fixesSoon: "Jede zehnte kam innerhalb von {1} wieder.",
    .reopened: "{n} Ticket wurde wieder geöffnet.|{n} Tickets wurden wieder geöffnet.",
    .continuityHeading: "Derselbe Techniker",
    .continuityOfClient: "{1} gab {2} von {3} Antworten",
    .continuityOfAll: """
    Der Techniker, den ein Kunde am häufigsten trifft, gab {1} von {2} Antworten
    """,
    .continuityRow: "; {1} von {2} kamen von demselben wie die Antwort davor",
    .continuityMet: "; {n} Techniker antwortete|; {n} Techniker antworteten",
    .continuityMetOnAverage: "; ein Kunde traf im Mittel {1} Techniker",
    .continuityMethod: "Über die Antworten, deren Techniker bekannt ist.",
    .usualProvider: " Üblicher Ansprechpartner (UPC) {1}",
    .boxerman: ", Bice-Boxerman-Index {1}",
    .alwaysTheSame: "; 1 heißt: immer derselbe.",
    .answersEach: " Antworten: {1}.",
    .answersEachAndMore: " Antworten: {1} und {2} weitere.",
    .handedOnHeading: "Weitergereicht, nochmals erklärt",
    .handedOnMethod: """
    Eine Angelegenheit ist eine Kette von Kontakten in einem Thread, Ticket oder mit \
    ähnlichem Betreff.
    """,
    .handedOn: """
    {1} von {n} Angelegenheit mit mehreren Antworten ging durch mehr als einen \
    Techniker|{1} von {n} Angelegenheiten mit mehreren Antworten gingen durch mehr \
    als einen Techniker
    """,
    .handedOnMost: ", eine durch {1}",
    .toldAgain: "{1} schrieb ein Kunde, es schon einmal erklärt zu haben.",
    .attitudeHeading: "Wie wir schreiben",
    .attitude: "Von unseren Nachrichten: {1}.",
    .attitudeMethod: """
    Nach Wendungen im neuen Text der Nachricht selbst, hier zitiert; vor dem \
    Urteilen lesen. Aus einem Thread wird nichts gefolgert.
    """,
    .sentAway: "{1} mit einer Abweisung",
    .talkedDown: "{1} mit Herablassung",
    .withoutDate: "{1} mit einem Versprechen ohne Datum",
    .promisesHeading: "Zugesagte Zeiten",
    .promisesMethod: """
    Gehalten heißt, dass wir uns vor der Frist wieder bei der Person gemeldet haben. \
    Die nicht gehaltenen sind zitiert.
    """,
    .promisesNone: "Noch keine Zusage mit einer Zeit war fällig",
    .promisesKept: "{1} von {2} Zusagen mit einer Zeit wurden gehalten",
    .promisesOpen: "; {1} noch offen",
    .escalationsHeading: "Eskalationen",
    .escalations: """
    {1} verlangte ein Kunde nach Vorgesetzten, beschwerte sich oder sprach vom \
    Wechseln.
    """,
    .theirPhrases: "Nach Wendungen der Kunden.",
    .workaroundsHeading: "Wege am Support vorbei",
    .workarounds: """
    {1} nannte ein Kunde einen Weg am Support vorbei: private Mail oder Ablage, \
    geteilte Passwörter, eine eigene Lösung inzwischen oder Aufgeben.
    """,
    .silenceHeading: "Still geworden",
    .silence: "{1} in den letzten {2} Wochen, zuvor {3} je Woche, als {4} ohne Antwort blieben.",
    .silenceMethod: "So wenige allein durch Zufall: {1} (bedingter Test zweier Poisson-Raten).",
    .firstMoveHeading: "Der erste Schritt",
    .firstMove: "Wir begannen {1} Gesprächen.",
    .firstMoveMethod: """
    Neue Mails und Tickets von uns und angenommene Anrufe außerhalb ihrer Kontakte; \
    automatische Mail zählt nicht.
    """,
    .checkInsHeading: "Nachfragen und Gespräche",
    .checkInsMethod: """
    Einladungen zu Treffen und Mails von uns, die nachfragen oder ein Gespräch \
    vorschlagen; in jedem Quartal ist eines fällig.
    """,
    .checkInsNone: "Kein Treffen, kein Gespräch und keine Nachfrage in {1} Tagen.",
    .checkIns: """
    {n} Nachfrage oder Gespräch; längste Zeit ohne: {1}.|{n} Nachfragen oder \
    Gespräche; längste Zeit ohne: {1}.
    """,
    .nextWasDue: " Das nächste war bis {1} fällig.",
    .nextIsDue: " Das nächste ist bis {1} fällig.",
    .namedHeading: "Fester Ansprechpartner",
    .named: """
    {1} Kontakten gingen an den festen Ansprechpartner, {2} Antworten kamen von ihm.
    """,
    .namedMethod: """
    An ihn gerichtete Mail, über alle Kontakte von Kunden mit festem \
    Ansprechpartner.
    """,
    .costHeading: "Kosten des Wartens",
    .cost: "Das Warten kostete {1}.",
    .costMethod: """
    Öffnungsstunden, die Kontakte warteten, ohne angenommene Anrufe, mal \
    cost_per_hour.
    """,
    .us: "wir",
    .unknownAuthor: "unbekannt",
    .oneTechnician: "Ein Techniker",

    // What is not known.
    .gap: "{1}: nichts an {2} vom {3} bis {4}; fehlt ein Protokoll?",
    .moreGaps: "Und {n} weitere solche Lücke.|Und {n} weitere solche Lücken.",
    .goneFiles: """
    {n} Datei ist nicht mehr da; was sie beim letzten Lesen enthielt, zählt weiter: {1}|{n} \
    Dateien sind nicht mehr da; was sie beim letzten Lesen enthielten, zählt weiter: {1}
    """,
    .nobodys: """
    {1} von {n} Person oder Nummer, die zu niemandem im Verzeichnis gehört: {2}|{1} \
    von {n} Personen oder Nummern, die zu niemandem im Verzeichnis gehören, wie \
    {2}
    """,
    .withheld: "{n} Kontakt mit unterdrückter Nummer|{n} Kontakte mit unterdrückter Nummer",
    .weaklyMatched: """
    {1} Antworten wurden nur über Person oder Nummer zugeordnet, nicht über Thread \
    oder Ticket.
    """,
    .nobodysContacts: """
    {1} mit unterdrückter Nummer oder von Personen, die in keines Kunden Verzeichnis \
    stehen; sie sind in keiner Zahl oben enthalten. {2}
    """,

    // The books.
    .noBooks: "Mit den Kontakten kam kein Nachweis.",
    .booksBalance: """
    Nichts ging verloren: gelesen = genutzt + ausgeschlossen + verworfen, in jeder \
    Stufe. Mehrere Zeilen eines Protokolls können ein Anruf sein, und Konten von \
    Personen und Firmen sind keine Vorgänge.
    """,
    .booksOff: """
    Der Nachweis geht nicht auf: Was folgt, kann unvollständig sein. Das ist ein \
    Fehler von Ringback.
    """,
    .stageBooks: "{1}: {2} gelesen = {3} genutzt + {4} ausgeschlossen + {5} verworfen",
    .stageBooksOfSources: """
    {1}: {2} gelesen aus {6} Quellen = {3} genutzt + {4} ausgeschlossen + {5} \
    verworfen
    """,
    .stageOff: " (GEHT NICHT AUF)",
    .excludedList: "ausgeschlossen: {1}",
    .rejectedList: "verworfen: {1}",

    // The pictures.
    .curveTitle: "Anteil der beantworteten Kontakte im Lauf der Zeit",
    .curveCaption: """
    Anteil der beantworteten Kontakte im Lauf der Zeit, {1}; das Band ist das \
    95-%-Intervall. Die Zeit ist am Anfang gedehnt.
    """,
    .curveByTheClock: "nach der Uhr",
    .curveOpen: "in Öffnungszeiten",
    .curveTarget: " Gestrichelt: das Ziel, {1}.| Gestrichelt: die Ziele, {1}.",
    .answeredWithin: "{1} beantwortet innerhalb von {2}.",
    .weeksTitle: "Kontakte je Woche",
    .weeksCaption: """
    Kontakte nach der Woche, in der sie hereinkamen, {1} bis {2}: {3}, davon {4} \
    ohne Antwort.
    """,
    .answered: "beantwortet",
    .withdrawn: "zurückgezogen",
    .unanswered: "ohne Antwort",
    .gridTitle: "Was ohne Antwort blieb, nach Wochentag und Stunde",
    .gridCaption: """
    Was ohne Antwort blieb ({1}), nach Wochentag und Stunde des Eingangs: je größer \
    ein Quadrat, desto mehr; ein Punkt steht für eine Stunde, in der alles \
    beantwortet wurde.
    """,
    .techniciansTitle: "Wer im Lauf der Zeit antwortete",
    .techniciansCaption: "Anteile an den Antworten im Lauf der Zeit und wer sie gab: {1}.",
    .others: "andere",

    // The page.
    .pageTitle: "{1}: Wer auf Antwort von {2} wartet",
    .asOf: "Stand {1}",
    .report: "Bericht",
    .waitingNow: "Wer jetzt wartet",
    .figures: "Zahlen",
    .overTime: "Im Verlauf",
    .signs: "Zeichen der Beziehung",
    .notKnown: "Was nicht bekannt ist",
    .books: "Nachweis",
    .method: "Methode",
    .waits: "Wartet",
    .client: "Kunde",
    .who: "Wer",
    .about: "Worum",
    .since: "Seit",
    .columnContacts: "Kontakte",
    .columnUnanswered: "Ohne Antwort",
    .columnMedian: "Median",
    .columnNineInTen: "Neun von zehn",
    .columnAnsweredOnly: "Median, nur beantwortete",
    .columnTarget: "Im Ziel",
    .columnWaiting: "Warten",
    .stage: "Stufe",
    .read: "Gelesen",
    .used: "Genutzt",
    .excluded: "Ausgeschlossen",
    .rejected: "Verworfen",
    .why: "Warum",
    .fromTo: "{1} bis {2}",
    .byClient: "Nach Kunde",
    .byChannel: "Nach Kanal",
    .channel: "Kanal",
    .byWeek: "Nach Woche des Eingangs",
    .byMonth: "Nach Monat des Eingangs",
    .byQuarter: "Nach Quartal des Eingangs",
    .week: "Woche",
    .month: "Monat",
    .quarterWord: "Quartal",
    .tileHalf: "Die Hälfte binnen",
    .tileNineInTen: "Neun von zehn binnen",
    .tileNotReached: "noch nicht erreicht",
    .tileAnsweredOnly: "nur beantwortete: {1}",
    .quotedApart: "Was geschrieben wurde, ist auf den Seiten der Kunden zitiert.",
    .footer: "Erstellt von Ringback. Diese Seite enthält kein Skript und lädt nichts nach.",

    // The text.
    .textHead: "Ringback: Wer auf Antwort von {1} wartet",
    .textAsOf: "Stand {1} ({2})",
    .titleWaiting: "WER JETZT WARTET",
    .titleFigures: "ZAHLEN",
    .titleNotKnown: "NICHT BEKANNT",
    .titleNoClient: "KEIN KUNDE",
    .titleBooks: "NACHWEIS",
    .titleMethod: "METHODE",
    .andOthers: "und {1}",
    .otherClients: """
    {n} anderer Kunde, nur in den Seiten und Tabellen|{n} andere Kunden, nur in den \
    Seiten und Tabellen
    """,
    .attemptsBefore: "{1} Versuche: {2}",
    .allTogether: "Alle Kunden zusammen:",
    .textContacts: "Kontakte",
    .textUnanswered: "ohne Antwort",
    .textMedian: "Median",
    .textNineInTen: "9 von 10",
    .textWaiting: "warten",
    .signsOf: "Zeichen der Beziehung:",
    .covered: "Abgedeckte Zeit:",

    // The story of a contact.
    .storyContact: "Kontakt {1}",
    .storyClient: "Kunde: {1}",
    .storyPerson: "Person: {1}",
    .storySubject: "Betreff: {1}",
    .storyNobody: "niemand aus dem Verzeichnis",
    .storyPlace: "{1} ({2}, Byte {3})",
    .storyPlaceLine: "{1} ({2}, Byte {3}, Zeile {4})",
    .storyWaited: "{1} nach der Uhr, {2} an Öffnungszeit",
    .storyAnswered: "Eröffnet {1}, {2}, und beantwortet nach {3}{4}: {5}.",
    .storyBy: " durch {1}",
    .storyUnanswered: """
    Eröffnet {1}, {2}, und durch nichts beantwortet, was bis {3} beobachtet wurde: \
    wartet seit {4}. Automatische Antworten, Weiterleitungen, interne Notizen, \
    Statuswechsel und Anrufe von uns, die die Person nicht erreichten, beantworten \
    nichts.
    """,
    .storyClosed: """
    Eröffnet {1}, {2}; das Ticket wurde nach {3} ohne vorherige Antwort geschlossen: \
    Es zählt nie als gehalten.
    """,
    .storyWithdrawn: "Eröffnet {1}, {2}, und vom Kunden nach {3} zurückgezogen.",
    .storyTarget: "Ziel für den Kanal {1}: {2}; {3}.",
    .kept: "gehalten",
    .missedTarget: "verfehlt",
    .notTold: "noch nicht zu sagen",
    .byThread: "eine Antwort in seinem Mail-Thread, die erreichte, wer darin schrieb",
    .byTicket: "ein öffentlicher Kommentar in seinem Ticket",
    .byLive: "ein Mensch bei uns nahm den Anruf selbst an",
    .byNumber: """
    ein Gespräch mit derselben Nummer, die im Verzeichnis keiner einzelnen Person \
    gehört
    """,
    .byPerson: """
    Kontakt mit derselben Person über einen anderen Kanal oder eine andere \
    Angelegenheit
    """,
    .bySettlement: "jemand von uns hat es so festgehalten",
    .saysOpened: "Kontaktaufnahme, die ihn eröffnete",
    .saysAttempt: "ein weiterer Versuch",
    .saysEcho: "dasselbe, ein zweites Mal gesehen",
    .saysAnswer: "unsere Antwort",
    .saysAcknowledgement: "eine automatische Antwort von uns, die nichts beantwortet",
    .saysOurTry: "unser Anruf bei ihnen",
    .saysNote: "von uns oder ihnen, was nichts beantwortet",
    .saysClosed: "das Ticket wurde geschlossen",
    .saysReopened: "das Ticket wurde wieder geöffnet",
    .saysWithdrawn: "sie sagten, es sei gelöst oder nicht mehr nötig",
    .saysThanks: "sie dankten oder bestätigten nur",
    .saysSettled: "von Hand erledigt",

    // The method.
    .methodContact: """
    Ein Kontakt ist ein Warten eines Kunden: vom ersten Versuch bis zur ersten \
    Antwort eines Menschen. Weitere Anrufe, Voicemails, Mails und Tickets in \
    derselben Angelegenheit sind Versuche desselben Kontakts und stellen seine Uhr \
    nicht zurück. Eine automatische Antwort, eine interne Notiz oder ein Anruf, den \
    niemand annahm, beantwortet nichts; ein ohne Antwort geschlossenes Ticket bleibt \
    unbeantwortet.
    """,
    .methodWaits: """
    Wartezeiten gelten über alle Kontakte. Von den noch nicht beantworteten ist \
    bekannt, dass sie mindestens bis jetzt gewartet haben (rechtszensiert); so gehen \
    sie in die Kaplan-Meier-Schätzung ein. Lässt man sie weg, wie es üblich ist, \
    sieht ein Dienst umso besser aus, je mehr er unbeantwortet lässt: Diese Zahl \
    steht nur zum Vergleich daneben.
    """,
    .methodIntervals: """
    Das 95-%-Intervall (log-log, Greenwood) sagt, wie weit allein der Zufall eine \
    Zahl verschoben haben kann; bei wenigen Kontakten ist es breit. „Nicht erreicht“ \
    heißt, dass nach der längsten beobachteten Zeit noch mehr als der genannte \
    Anteil wartet. Anteile von weniger als fünf stehen als Anzahl da, und k. A. \
    heißt, dass es nichts zu teilen gibt.
    """,
    .methodSigns: """
    Die Zeichen der Beziehung sind aus denselben Ereignissen gezählt, jedes nach \
    seiner Regel; was nach Wendungen geht, ist zitiert, wie es geschrieben wurde, \
    mit seiner Stelle, und will vor dem Urteilen gelesen sein. Unter fünf wird \
    nichts gefolgert, und eine Note wird nicht daraus gemacht.
    """,
    .methodTarget: """
    Im Ziel sind die rechtzeitig beantworteten Kontakte, von allen außer denen, die \
    es noch werden können. Die Zahlen eines Monats sind die der Kontakte, die in ihm \
    hereinkamen. Die Belege eines Kontakts zeigt: ringback explain mit seiner \
    Kennung.
    """,
  ]
}
