import Records

/// The visible rules by which a text of a client's wants no answer: it only thanks or confirms,
/// or it says that the matter is solved or no longer needed.
///
/// Both look at the new text only, folded to lower case, and both are built so that a doubt
/// leaves the message waiting for an answer.
struct Phrases: Sendable {
  /// Phrases that withdraw a request.
  static let withdrawn = [
    // English
    "never mind", "nevermind", "no longer needed", "no longer need", "not needed anymore",
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
    "works again",
    // German
    "hat sich erledigt", "hat sich geklärt", "ist erledigt", "problem gelöst",
    "problem ist gelöst", "funktioniert wieder", "geht wieder", "nicht mehr nötig",
    "nicht mehr notwendig", "läuft wieder", "können sie schließen",
    // French
    "problème résolu", "problème est résolu", "plus besoin", "ça remarche", "fonctionne à nouveau",
    "ne tenez pas compte", "laissez tomber", "c'est réglé",
    // Spanish
    "ya está resuelto", "ya funciona", "problema resuelto", "ya no es necesario",
    "ya no hace falta",
    "olvídalo", "olvídelo",
    // Dutch
    "is opgelost", "laat maar", "niet meer nodig", "werkt weer", "doet het weer",
    // Italian
    "è risolto", "problema risolto", "non serve più", "funziona di nuovo", "lascia perdere",
    "lasciate perdere",
    // Portuguese
    "já está resolvido", "problema resolvido", "já não é necessário", "não é mais necessário",
    "voltou a funcionar", "deixa pra lá", "já funciona",
  ]

  /// Words of which at least one must stand in a message that only thanks or confirms.
  private static let thanking: Set<String> = Set(
    """
    thanks thank thx thnx thankyou ty cheers appreciated appreciate great perfect awesome excellent
    wonderful fantastic brilliant ok okay confirmed confirm received noted understood acknowledged
    agreed super danke dankeschön vielen besten dank merci parfait gracias perfecto grazie perfetto
    obrigado obrigada dank bedankt hartelijk klasse prima alles verstanden bestätigt reçu recibido
    ricevuto recebido ontvangen works worked
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  /// Words that may stand beside them.
  private static let filler: Set<String> = Set(
    """
    you so very much a lot many again all for the that this it its it's your help quick fast prompt
    response reply update information info assistance support fix is was are be and to i we me us
    have got will do sounds looks good nice job work fine now well really just my our
    kind regards best regard sincerely warm wishes hi hello dear hey team everyone both sir madam
    have day weekend evening nice one of in on with too as always time yes sure that's
    did trick solved fixed resolved sorted helped helps helpful does makes sense talk soon later
    no problem worries welcome alright right cool lovely grateful kindly
    here there day's week let's see then tomorrow today monday tuesday wednesday thursday friday
    appreciated appreciate working up running back from side end
    for your patience looking into getting taking care resolving solving fixing helping confirming
    schön sehr herzlichen viele grüße gruß mit freundlichen grüßen ihre ihren für die das der
    hilfe schnelle schnellen antwort rückmeldung lg mfg vg hallo guten tag liebe lieber passt klar
    beaucoup pour votre aide réponse cordialement bonjour bonne journée bien reçu c'est tout
    muchas mil por su tu ayuda respuesta saludos hola buen día todo
    mille molte per la sua tua il vostro aiuto risposta saluti ciao buona giornata
    muito muita pela ajuda resposta cumprimentos olá bom dia
    voor je uw hulp snelle reactie groet groeten met vriendelijke
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  private static let most = 40
  private static let longestWithdrawal = 60
  private static let doubts = [
    " not ", "n't ", " never ", " if ", " unless ", " until ", " once ", " when ", " nicht ",
    " pas ",
    " wenn ", " si ", " niet ", " non ", " não ",
  ]
  private static let turns = [
    " but ", " however", " except ", " although ", " still ", " unfortunately", " another ",
    " aber ", " mais ", " pero ", " maar ", " mas ",
  ]

  /// Words that ask for something, in a message that otherwise thanks.
  private static let asking: Set<String> = Set(
    """
    please pls plz need needs still can could would should when what which how why who where but
    however also another asap urgent urgently waiting yet unfortunately issue issues problem
    problems error errors fails failed failing broken call ring send question questions except
    although instead further no not never cannot can't don't doesn't didn't isn't won't bitte
    noch aber nicht kein wann wie warum encore mais pas quand comment pero todavía aún cuándo
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
  /// Words that cannot be taken for anything but thanks.
  private static let plainThanks: Set<String> = [
    "thanks", "thank", "thx", "thankyou", "cheers", "danke", "merci", "gracias", "grazie",
    "obrigado", "obrigada", "bedankt", "dank", "appreciated",
  ]
  private static let briefReply = 12

  /// By the first word, so that a text is gone over once and not once for each phrase.
  private let withdrawing: [String: [[UInt8]]]

  init(_ additions: PhraseAdditions = PhraseAdditions()) {
    let removed = Set((additions.remove["withdrawn"] ?? []).map { Exact(Phrases.folded($0)) })
    var byFirstWord: [String: [[UInt8]]] = [:]
    for phrase in (Phrases.withdrawn + (additions.add["withdrawn"] ?? [])).map(Phrases.folded)
    where !removed.contains(Exact(phrase)) {
      guard let first = Phrases.words(phrase, limit: 1).first else { continue }
      byFirstWord[first, default: []].append(Array(phrase.utf8))
    }
    withdrawing = byFirstWord
  }

  /// The phrase by which a text withdraws its request.
  ///
  /// The text is short, asks nothing and turns nothing round, and nothing before the phrase in
  /// its sentence casts a doubt: "it works now, but …", "is it no longer needed?" and "it is not
  /// solved" withdraw nothing.
  func withdrawal(in text: String) -> String? {
    let folded = Phrases.folded(text)
    guard
      Phrases.words(folded, limit: Phrases.longestWithdrawal + 1).count
        <= Phrases.longestWithdrawal
    else { return nil }
    let sentences = Phrases.sentences(folded)
    let turned = sentences.contains { sentence in
      sentence.hasQuestion
        || Phrases.turns.contains { Phrases.contains($0, in: [0x20] + sentence.bytes + [0x20]) }
    }
    guard !turned else { return nil }
    for sentence in sentences {
      guard let (at, phrase) = first(in: sentence.bytes) else { continue }
      let before = [0x20] + sentence.bytes[..<at]
      if !Phrases.doubts.contains(where: { Phrases.contains($0, in: before) }) {
        return String(decoding: phrase, as: UTF8.self)
      }
    }
    return nil
  }

  /// The first withdrawing phrase of a sentence, as whole words, and where it stands.
  private func first(in bytes: [UInt8]) -> (Int, [UInt8])? {
    var i = 0
    while i < bytes.count {
      guard Phrases.isLetter(bytes[i]) else {
        i += 1
        continue
      }
      var end = i
      while end < bytes.count, Phrases.isLetter(bytes[end]) { end += 1 }
      let word = String(decoding: bytes[i..<end], as: UTF8.self)
      for phrase in withdrawing[word] ?? [] where bytes.count - i >= phrase.count {
        let after = i + phrase.count
        if bytes[i..<after].elementsEqual(phrase),
          after == bytes.count || !Phrases.isLetter(bytes[after])
        {
          return (i, phrase)
        }
      }
      i = end
    }
    return nil
  }

  /// Whether a text only thanks or confirms: at most 40 words, no question, every word a word of
  /// thanks, a filler, or a name of those who write to each other.
  ///
  /// A reply of at most twelve words that thanks and asks for nothing counts as well, whatever its
  /// other words.
  func onlyThanks(_ text: String, names: [String], isReply: Bool) -> Bool {
    let folded = Phrases.folded(text)
    guard !folded.utf8.contains(0x3F) else { return false }
    let allowed = Set(names.flatMap { Phrases.words(Phrases.folded($0), limit: 20) })
    let words = Phrases.words(folded, limit: Phrases.most + 1)
    guard !words.isEmpty, words.count <= Phrases.most,
      words.contains(where: Phrases.thanking.contains)
    else { return false }
    if isReply && words.count <= Phrases.briefReply
      && words.contains(where: Phrases.plainThanks.contains)
      && !words.contains(where: Phrases.asking.contains)
    {
      return true
    }
    return words.allSatisfy {
      Phrases.thanking.contains($0) || Phrases.filler.contains($0) || allowed.contains($0)
    }
  }

  // MARK: Text

  /// Lower case, straight apostrophes; at most 4 KiB.
  private static func folded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var bytes = 0
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > 4096 { break }
      switch scalar {
      case "\u{2019}", "\u{02BC}", "`", "\u{00B4}": result.append("'")
      case "\u{00A0}": result.append(" ")
      default:
        if scalar.isASCII {
          result.append(
            (0x41...0x5A).contains(scalar.value)
              ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
        } else {
          result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
      }
    }
    return String(result)
  }

  private struct Sentence {
    var bytes: [UInt8] = []
    var hasQuestion = false
  }

  /// Cut at `.`, `!`, `?` and empty lines; a single line end is a blank.
  private static func sentences(_ text: String) -> [Sentence] {
    var all: [Sentence] = []
    var current = Sentence()
    var lastWasNewline = false
    for byte in text.utf8 {
      switch byte {
      case 0x2E, 0x21, 0x3F:
        current.hasQuestion = byte == 0x3F
        all.append(current)
        current = Sentence()
      case 0x0A where lastWasNewline:
        all.append(current)
        current = Sentence()
      case 0x0A, 0x0D, 0x09, 0x20:
        if current.bytes.last != 0x20 { current.bytes.append(0x20) }
      default: current.bytes.append(byte)
      }
      if byte != 0x0D { lastWasNewline = byte == 0x0A }
    }
    all.append(current)
    return all.filter { !$0.bytes.isEmpty }
  }

  /// A byte of a word: letters, digits, the apostrophe, and whatever is not ASCII.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80 || byte == 0x27
  }

  private static func contains(_ word: String, in bytes: some Sequence<UInt8>) -> Bool {
    let word = Array(word.utf8)
    let bytes = Array(bytes)
    guard word.count <= bytes.count else { return false }
    return (0...(bytes.count - word.count)).contains {
      bytes[$0..<$0 + word.count].elementsEqual(word)
    }
  }

  /// Words of letters and apostrophes; digits make a word that no list holds.
  private static func words(_ text: String, limit: Int) -> [String] {
    var all: [String] = []
    var word: [UInt8] = []
    for byte in text.utf8 {
      if isLetter(byte) {
        word.append(byte)
      } else if !word.isEmpty {
        all.append(String(decoding: word, as: UTF8.self))
        word = []
        if all.count >= limit { return all }
      }
    }
    if !word.isEmpty { all.append(String(decoding: word, as: UTF8.self)) }
    return all
  }
}
