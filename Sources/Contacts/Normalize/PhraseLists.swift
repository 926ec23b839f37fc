/// The words and phrases by which ``Phrases`` judges, in English, German, French, Spanish, Dutch,
/// Italian and Portuguese.
enum PhraseLists {
  /// Phrases that withdraw a request.
  static let withdrawn = [
    // English
    "never mind", "nevermind", "no longer needed", "no longer need help", "no longer need this",
    "no longer need it",
    "no longer need anything", "not needed anymore",
    "not needed any more", "don't need this anymore", "don't need it anymore",
    "do not need this anymore", "no need to call back", "no need to call me back",
    "no need to reply", "no need to answer", "no need to respond", "no need for you to",
    "please disregard", "please ignore my", "disregard my", "ignore my last", "ignore my previous",
    "problem solved", "problem is solved", "problem has been solved", "issue is solved",
    "is resolved now", "is solved now", "issue is resolved", "issue resolved",
    "issue has been resolved", "problem is resolved", "problem resolved", "resolved itself",
    "solved itself", "fixed itself", "sorted itself out", "resolved on its own",
    "figured it out", "figured out the problem", "found the problem myself", "found it myself",
    "solved it myself", "fixed it myself", "solved it ourselves", "fixed it ourselves",
    "it works again", "works again now", "is working again", "working again now",
    "it works now", "it's working now", "it is working now", "works now", "all sorted now",
    "has been sorted", "already sorted", "got it working", "can be closed", "please close this",
    "please close the ticket", "you can close", "please cancel my request", "cancel this request",
    "cancel my ticket", "false alarm", "no longer an issue", "no longer a problem",
    "not an issue anymore", "we are all set", "we're all set", "i'm all set", "i am all set",
    "all good now", "solved already", "already solved", "already resolved", "already fixed",
    "is solved", "it's solved", "been solved", "solved now", "is fixed", "it's fixed", "been fixed",
    "fixed now", "is resolved", "it's resolved", "been resolved", "resolved now", "is gone now",
    "problem is gone", "issue is gone", "problem went away", "works fine now", "works fine again",
    "is working fine now", "is working now", "back to normal", "back up and running",
    "sorted it out", "sorted out now", "no longer necessary", "not necessary anymore",
    "forget about it", "forget about this", "please ignore this", "you can ignore", "please ignore",
    "i solved it", "we solved it", "i fixed it", "we fixed it", "i've fixed it", "we've fixed it",
    "managed to fix it", "managed to solve it", "please cancel this", "no further action",
    "no action needed", "no action required", "no need anymore", "no need any more",
    "don't bother", "is fine now", "is ok now", "is okay now", "it's ok now", "it's fine now",
    "don't need anything", "don't need help anymore", "no longer require", "working again",
    "works again", "solved on our end", "fixed on our end", "resolved on our end",
    "solved on our side", "fixed on our side", "no need to come", "no need for a call",
    "no need for a visit", "fixed it, you can", "scrap that", "can ignore this", "can ignore that",
    "ignore this please", "disregard this", "disregard that", "no help needed", "sorted it myself",
    "came back by itself", "started working again",
    // German
    "hat sich erledigt", "hat sich geklärt", "ist erledigt", "problem gelöst",
    "problem ist gelöst", "funktioniert wieder", "geht wieder", "nicht mehr nötig",
    "nicht mehr notwendig", "läuft wieder", "brauchen wir nicht mehr",
    "brauche ich nicht mehr", "wird nicht mehr benötigt", "bereits erledigt", "schon erledigt",
    "fehlalarm", "bitte ignorieren", "ist gelöst", "selbst gelöst", "klappt wieder",
    "können sie schließen",
    // French
    "problème résolu", "problème est résolu", "plus besoin", "ça remarche", "fonctionne à nouveau",
    "ne tenez pas compte", "laissez tomber", "c'est réglé", "c'est résolu",
    "est résolu", "n'est plus nécessaire", "plus nécessaire", "fausse alerte", "remarche",
    // Spanish
    "ya está resuelto", "ya funciona", "problema resuelto", "ya no es necesario",
    "ya no hace falta",
    "olvídalo", "olvídelo", "está solucionado", "ya está arreglado", "falsa alarma",
    "lo arreglamos nosotros",
    "no hace falta",
    // Dutch
    "is opgelost", "laat maar", "niet meer nodig", "vals alarm", "al opgelost", "werkt weer",
    "doet het weer",
    // Italian
    "è risolto", "problema risolto", "non serve più", "funziona di nuovo", "lascia perdere",
    "lasciate perdere", "falso allarme", "non è più necessario",
    // Portuguese
    "já está resolvido", "problema resolvido", "já não é necessário", "não é mais necessário",
    "voltou a funcionar", "deixa pra lá", "já funciona", "alarme falso", "falso alarme",
  ]

  /// Words that withdraw where they are all that a part of a sentence says: "Solved, thanks".
  static let withdrawingAlone = words(
    """
    solved fixed resolved sorted erledigt gelöst behoben résolu réglé resuelto solucionado opgelost
    risolto resolvido
    """)

  /// Words that ask for something else beside the phrase that withdraws, or turn it round.
  static let askingBesides = words(
    """
    need needs send offer set move install order replace another new still but however although
    instead real question down broken cracked crashed crashes fails failing failed urgent urgently
    asap must except only unfortunately sofort dringend kommt kommen bestellen brauche brauchen aber
    leider besoin mais encore necesito pero todavía aún maar nog ma ancora mas ainda
    """)

  /// What before the phrase, in its sentence, casts a doubt on it.
  static let doubts = words(
    """
    not never if unless until once when nicht pas wenn si niet non não isn't wasn't hasn't aren't
    didn't don't doesn't won't can't cannot
    """)

  /// Words of which one must stand in a message that only thanks or confirms.
  static let thanking = words(
    """
    thanks thank thx thnx thankyou ty cheers appreciated appreciate great perfect perfectly awesome
    excellent wonderful fantastic brilliant ok okay confirmed confirm received noted understood
    acknowledged agreed sounds fine works worked worries too yes good super danke dankeschön vielen
    dank merci parfait gracias perfecto grazie perfetto obrigado obrigada bedankt hartelijk klasse
    prima alles verstanden bestätigt reçu recibido ricevuto recebido ontvangen klappt funktioniert
    marche funciona passt perfekt gerne ordnung einverstanden d'accord entendu vale acuerdo akkoord
    d'accordo certo combinado \u{1F44D} \u{1F44C} \u{1F64F} \u{2705} \u{1F600} \u{1F642} \u{1F60A}
    """)

  /// Words that may stand beside them in any number.
  static let filler = words(
    """
    you so very much a lot many again all for the that this it its it's your help quick fast prompt
    response reply update information info assistance support fix is was are be and to i we me us
    have got will do looks nice job work now well really just my our kind regards best regard
    sincerely warm wishes hi hello dear hey team everyone both sir madam day weekend evening morning
    afternoon one of in on with as always time sure that's did trick solved fixed resolved sorted
    helped helps helpful does makes sense talk soon later welcome alright right cool lovely
    grateful kindly here there day's week let's see then tomorrow today yesterday monday tuesday
    wednesday thursday friday saturday sunday working up running back from side end patience
    getting taking care solving fixing helping confirming no sent iphone android
    schön schöne schönes sehr herzlichen herzliche besten beste viele grüße gruß mit freundlichen
    grüßen ihre ihren für die das der dir ihnen euch und es jetzt wieder geht läuft hilfe schnelle
    schnellen antwort rückmeldung lg mfg vg hallo guten tag liebe lieber passt klar wochenende
    abend beaucoup pour votre aide réponse cordialement bonjour bonne journée et bien c'est tout
    maintenant ça va à vous week-end muchas mil por su tu la el ayuda respuesta saludos hola buen
    día todo ya ahora y mille molte per sua tua il vostro aiuto risposta saluti ciao buona
    giornata va ora muito muita pela ajuda resposta cumprimentos olá bom dia tudo voor je uw hulp
    snelle reactie groet groeten met vriendelijke prettige dag het werkt nu
    """)

  /// Words that cannot be taken for anything but thanks.
  static let plainThanks = words(
    """
    thanks thank thx thankyou danke dank merci gracias grazie obrigado obrigada bedankt
    """)

  /// What leads from thanks to what they are for: "thanks for calling".
  static let thanksFor = words("for für pour por per pela pelo voor that")

  /// Words that ask for something in a message that otherwise thanks.
  static let asking = words(
    """
    please pls plz need needs still can could would should when what which how why who where but
    however also another asap urgent urgently waiting yet unfortunately issue issues problem
    problems error errors fails failed failing broken ring send question questions except although
    though instead further not never cannot can't don't doesn't didn't isn't won't before dead down
    black advance voraus avance antemano anticipo voorbaat antecipadamente antecipado bitte noch
    aber nicht kein wann wie warum auch encore mais pas quand comment pero todavía aún cuándo
    """)

  /// Openings of sentences that end a message and ask for nothing.
  static let closings: [[String]] = [
    ["see", "you"], ["have", "a"], ["have", "an"], ["talk", "soon"], ["speak", "soon"],
    ["you", "are"], ["you're"], ["enjoy"], ["take", "care"], ["schönes"], ["schönen"], ["bonne"],
    ["bon"], ["buen"], ["bis"], ["i", "will"], ["we", "will"], ["i'll"], ["we'll"],
  ]

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}
