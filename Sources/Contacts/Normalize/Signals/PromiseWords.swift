/// The words by which ``PromisedTimes`` knows promises and times, of all languages together.
enum PromiseWords {
  /// One of them shows that the writer commits themselves.
  static let commitments = hashes(
    """
    i'll we'll he'll she'll they'll it'll you'll will shall promise going coming
    ich wir wird werden
    vais allons rappellerai rappellerons rappelle rappelons viendrai viendrons enverrai enverrons
    serai sera serons ferai ferons aurez occupe occupons passerai passerons passons répondrai répondrons
    contacterai contacterons envoie envoyons intervient interviendra interviendrons
    llamaré llamaremos enviaré enviaremos iré iremos vamos voy estará tendrá tendrán haremos haré
    solucionaremos responderé responderemos pasaremos pasaré revisaré revisaremos llamamos llamo
    zal zullen ga gaan bel bellen kom komen stuur sturen krijgt
    chiamerò chiameremo richiamerò richiameremo invieremo invierò verremo verrò saremo sarà faremo
    farò avrà risolveremo risolverò passeremo passerò richiamiamo chiamiamo manderò manderemo
    risponderò risponderemo
    vou ligarei ligaremos enviarei enviaremos teremos farei faremos terá passaremos ligo ligamos
    responderei responderemos resolveremos
    """)

  /// What denies a promise, asks for something or tells of the past, anywhere in the sentence.
  static let denials = hashes(
    """
    not won't can't cannot couldn't didn't don't doesn't isn't unable please if unless whether
    need must had was were thanks thank
    nicht kein keine bitte falls wenn ob habe haben hatte hatten war waren brauche brauchen bin
    benötigen müssen warten
    pas merci si avons
    no si hemos favor
    niet als graag heb hebben had
    non se abbiamo
    não se temos
    """)

  static let by = hashes("by before until till bis vor avant d'ici antes para voor tegen entro até")
  static let within = hashes("within in innerhalb binnen dans sous en dentro entro tra fra em over")
  static let beforeNumber = hashes(
    "the next von der den nächsten de les las los i le prossime próximas")
  static let working = hashes("business working werktagen")
  static let workingDays = hashes("werktage werktagen werkdagen")
  static let beforeClock = hashes("at by um à a las alle às om um bis vor before")

  static let numbers = table([
    1: "a an one ein eine einer einem une un una een un'ora uma um",
    2: "two zwei deux dos twee due duas dois", 3: "three drei trois tres drie tre três",
    4: "four vier quatre cuatro quattro quatro", 5: "five fünf cinq cinco vijf cinque",
  ])

  /// In seconds; days and weeks are counted by the calendar.
  static let units = table([
    60: "minute minutes min mins minuten minuti minuto minutos minuut",
    3600: "hour hours hr hrs h stunde stunden heure heures hora horas uur ora ore",
    86_400:
      "day days tag tage tagen werktage werktagen jour jours día días dag dagen werkdagen giorno giorni dia dias",
    604_800: "week weeks woche wochen semaine semaines semana semanas weken settimana settimane",
  ])

  static let clocks = table([
    43_200: "noon midday mittag midi mediodía twaalf mezzogiorno meio-dia",
    64_800: "afternoon nachmittag",
  ])

  static let clockWords: [UInt64: String] = [
    Wordlist.hash("pm"): "pm", Wordlist.hash("am"): "am", Wordlist.hash("uhr"): "uhr",
    Wordlist.hash("uur"): "uur", Wordlist.hash("heures"): "h", Wordlist.hash("h"): "h",
    Wordlist.hash("horas"): "h", Wordlist.hash("o'clock"): "h",
  ]

  /// By the hash of their first word.
  static let times: [UInt64: [(pattern: PhrasePattern, time: PromisedTimes.Time)]] = {
    var all: [UInt64: [(pattern: PhrasePattern, time: PromisedTimes.Time)]] = [:]
    func add(_ phrases: String, _ day: PromisedTimes.Time.Day, clock: Int? = nil) {
      for phrase in phrases.split(separator: ",") {
        let pattern = PhrasePattern(String(phrase))
        for hash in pattern.first {
          all[hash, default: []].append((pattern, .init(day: day, clock: clock)))
        }
      }
    }
    add(
      """
      today, tonight, this evening, end of the| day, eod, cob, close of business, heute, \
      heute abend, ende des tages, feierabend, aujourd'hui, ce soir, fin de la| journée, \
      hoy, esta noche, fin|final del día, vandaag, vanavond, eind|einde van de dag, oggi, stasera, \
      fine giornata, hoje, fim do dia
      """, .inDays(0))
    add("this morning, heute morgen, heute früh, ce matin, vanochtend", .inDays(0), clock: 43_200)
    add(
      """
      this afternoon, heute nachmittag, cet après-midi, esta tarde, vanmiddag, questo pomeriggio
      """, .inDays(0), clock: 64_800)
    add("tomorrow, morgen, demain, mañana, domani, amanhã", .inDays(1))
    add("tomorrow morning, morgen früh, demain matin, domani mattina", .inDays(1), clock: 43_200)
    add(
      """
      day after tomorrow, übermorgen, après-demain, pasado mañana, \
      overmorgen, dopodomani, depois de amanhã
      """, .inDays(2))
    add(
      """
      this week, end of the|this week, diese|dieser woche, ende der woche, wochenende, \
      cette semaine, fin de la semaine, fin de semaine, esta semana, final de la semana, \
      deze week, eind|einde van de week, questa settimana, fine della settimana, fim da semana
      """, .endOfWeek(0))
    add(
      """
      next week, nächste|nächster|kommende woche, semaine prochaine, próxima semana, \
      semana que viene|vem, volgende week, settimana prossima, prossima settimana
      """, .endOfWeek(1))
    add(
      """
      end of the|this month, ende des monats, monatsende, fin du mois, fin de mes, \
      eind|einde van de maand, fine mese, fine del mese, fim do mês
      """, .endOfMonth)
    let weekdays = [
      "monday montag lundi lunes maandag lunedì segunda segunda-feira",
      "tuesday dienstag mardi martes dinsdag martedì terça terça-feira",
      "wednesday mittwoch mercredi miércoles woensdag mercoledì quarta quarta-feira",
      "thursday donnerstag jeudi jueves donderdag giovedì quinta quinta-feira",
      "friday freitag vendredi viernes vrijdag venerdì sexta sexta-feira",
      "saturday samstag samedi sábado zaterdag sabato",
      "sunday sonntag dimanche domingo zondag domenica",
    ]
    for (day, names) in weekdays.enumerated() {
      for name in names.split(separator: " ") {
        add(String(name), .weekday(day, next: false))
        add("next|nächsten|volgende \(name), \(name) prochain", .weekday(day, next: true))
      }
    }
    return all
  }()

  private static func hashes(_ text: String) -> Set<UInt64> {
    Set(text.split { $0 == " " || $0 == "\n" }.map { Wordlist.hash($0) })
  }

  private static func table(_ words: [Int: String]) -> [UInt64: Int] {
    var table: [UInt64: Int] = [:]
    for (value, names) in words {
      for name in names.split(separator: " ") { table[Wordlist.hash(name)] = value }
    }
    return table
  }
}
