/// The texts of out-of-office replies that no header tells.
///
/// People write the same words and go on to ask for something: "I will be out of the office on
/// Monday, please move the visit." So a text counts only where it begins with such words, greeting
/// and thanks apart, and asks for nothing.
enum OutOfOffice {
  /// A longer text is more than an out-of-office reply.
  private static let maxNotice = 800
  /// What may stand before the words that tell.
  private static let maxSegments = 6

  static func isOne(_ text: ByteView) -> Bool {
    guard text.count <= maxNotice else { return false }
    var i = 0
    for _ in 0..<maxSegments {
      while i < text.count, text[i].isSpace || isMark(text[i]) { i += 1 }
      if phraseTable.begins(text, at: i) { return !asks(text) }
      guard greetingTable.begins(text, at: i) else { return false }
      while i < text.count, !isMark(text[i]), text[i] != 0x0A { i += 1 }
    }
    return false
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x2E || byte == 0x21 || byte == 0x3A || byte == 0x3B
  }

  /// Whether a text holds a question or a request that is not to write to somebody else.
  private static func asks(_ text: ByteView) -> Bool {
    if text.contains(0x3F) { return true }
    if requests.contains(where: { text.containsAnyCase($0) }) { return true }
    for (word, referrals) in politeWords {
      let n = word.utf8CodeUnitCount
      var i = 0
      while let hit = text.findAnyCase(word, from: i) {
        i = hit + n
        if hit > 0, text[hit - 1].isLetter { continue }
        if !referrals.contains(where: { text.hasPrefixAnyCase($0, at: i) }) { return true }
      }
    }
    return false
  }

  /// Both apostrophes, since both are written.
  private static let phrases: [StaticString] = [
    "i am out of the office", "i'm out of the office", "i’m out of the office",
    "i am out of office", "i'm out of office", "i am currently out of", "i'm currently out of",
    "i’m currently out of", "i am currently away", "currently i am out of",
    "i will be out of the office", "i am away from the office", "i am on vacation until",
    "i am on annual leave", "i'm on annual leave", "i’m on annual leave",
    "i am currently on leave", "i am currently on annual leave", "this is an automatic reply",
    "this is an automated reply", "this is an automated response", "out of office",
    "ich bin derzeit nicht im büro", "ich bin nicht im büro", "ich bin zur zeit nicht im büro",
    "ich bin zurzeit nicht im büro", "ich bin momentan nicht im büro", "ich bin bis zum",
    "ich bin außer haus", "ich bin derzeit nicht erreichbar", "ich befinde mich im urlaub",
    "dies ist eine automatische antwort", "je suis absent", "je suis actuellement absent",
    "je suis en congé", "ceci est une réponse automatique", "estoy fuera de la oficina",
    "actualmente estoy fuera de la oficina", "estoy de vacaciones hasta", "ik ben afwezig",
    "ik ben momenteel afwezig", "ik ben niet op kantoor", "sono fuori ufficio",
    "sono assente fino", "estou fora do escritório", "estou ausente",
  ]

  private static let greetings: [StaticString] = [
    "hi", "hello", "dear ", "good morning", "good afternoon", "good day", "greetings",
    "thank you for your", "thank you for contacting", "thanks for your", "hallo", "guten ",
    "sehr geehrte", "liebe", "moin", "vielen dank für", "danke für", "bonjour", "madame",
    "merci pour votre", "merci de votre", "hola", "buenos", "buenas", "estimad", "gracias por su",
    "beste", "geachte", "bedankt voor", "dank voor", "ciao", "buongiorno", "gentile",
    "grazie per", "olá", "bom dia", "boa tarde", "prezad", "caro", "obrigado pel",
  ]

  private static let requests: [StaticString] = [
    "can we ", "could we ", "could you ", "would you ", "i need ", "we need ", "let me know",
    "let us know", "können wir", "könnten ", "pouvez-vous", "pourriez-vous", "pouvons-nous",
    "kunt u ", "kunnen we ", "potete ", "possiamo ", "podemos ", "podrían ", "poderiam ",
  ]

  /// Words that ask, each with what may follow it in such a reply.
  private static let politeWords: [(word: StaticString, referrals: [StaticString])] = [
    (
      "please ",
      [
        "contact", "email", "e-mail", "reach", "write to", "direct ", "refer ", "note", "be ",
        "accept", "expect", "allow", "get in touch", "speak", "use ", "dial", "call the",
        "call our",
        "call my", "call +", "call 0", "call 1", "call (", "consult", "see ", "visit ", "forward",
        "do not", "don't", "feel free", "in urgent",
      ]
    ),
    (
      "bitte ",
      [
        "wenden", "kontaktieren", "schreiben", "nehmen", "beachten", "haben", "richten",
        "rufen sie unsere", "rufen sie meine", "in dringenden", "an ", "nutzen", "senden sie ihre",
      ]
    ),
    (
      "veuillez ",
      [
        "contacter", "vous adresser", "noter", "joindre", "agréer", "adresser", "recevoir",
        "croire", "écrire",
      ]
    ),
    (
      "por favor",
      [
        " contact", ", contact", " póngase", ", póngase", " escrib", ", escrib", " dirí", ", dirí",
        " entre em contato", ", entre em contato",
      ]
    ),
    ("gelieve ", ["contact", "u te wenden", "te mailen"]),
    ("vi prego ", ["di contattare", "di rivolgervi"]),
  ]

  private static let phraseTable = PhraseTable(phrases)
  private static let greetingTable = PhraseTable(greetings)
}
