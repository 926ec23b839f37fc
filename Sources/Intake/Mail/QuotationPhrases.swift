/// The words by which mail programs mark what is answered to, forwarded or signed, in lower case.
///
/// English, German, French, Spanish, Dutch, Italian and Portuguese.
enum QuotationPhrases {
  /// How a line begins that says who wrote what follows, as `On Monday, Jo wrote:`, and the
  /// verbs one of which it holds; those with a colon stand at its end.
  static let attributions: [(opening: StaticString, verbs: [StaticString])] = [
    ("on ", ["wrote:", "wrote :", "writes:", "wrote:*"]),
    ("am ", ["schrieb"]),
    ("le ", ["écrit", "ecrit"]),
    ("el ", ["escribi"]),
    ("op ", ["schreef", "geschreven:"]),
    ("il ", ["ha scritto"]),
    ("em ", ["escreveu"]),
    ("a ", ["escreveu"]),
    ("no dia ", ["escreveu"]),
  ]

  /// The ends of such a line without the opening word: `Jo Doe <jo@acme.example> wrote:`.
  static let attributionEnds: [StaticString] = [
    "wrote:", "wrote :", "writes:", "schrieb:", "écrit :", "écrit:", "escribió:", "schreef:",
    "ha scritto:", "escreveu:", "написал:", "пишет:", "написал(а):",
  ]

  /// All that follows is the mail that is answered or forwarded.
  static let originals: [StaticString] = [
    "-----original message-----", "----- original message -----", "-----ursprüngliche nachricht",
    "-----ursprungliche nachricht", "----- ursprüngliche nachricht", "-----message d'origine",
    "-----message original", "----- message original", "-----mensaje original",
    "----- mensaje original", "-----oorspronkelijk bericht", "----- oorspronkelijk bericht",
    "-----messaggio originale", "----- messaggio originale", "-----mensagem original",
    "----- mensagem original", "---------- forwarded message", "-------- forwarded message",
    "----- forwarded message", "begin forwarded message:", "-------- original message",
    "-------- ursprüngliche nachricht", "-------- message d'origine", "-------- mensaje original",
    "-------- weitergeleitete nachricht", "anfang der weitergeleiteten nachricht:",
    "-----appointment", "-----original appointment", "-------- message transféré",
    "---------- message transféré", "début du message réexpédié", "inicio del mensaje reenviado",
    "-------- messaggio inoltrato", "-------- mensagem encaminhada", "begin doorgestuurd bericht",
    "inizio messaggio inoltrato", "-------- doorgestuurd bericht",
  ]

  /// The first field of the block that Outlook puts above what it quotes.
  static let blockFirst: [StaticString] = [
    "from:", "from :", "von:", "de:", "de :", "van:", "da:",
  ]

  /// Its further fields.
  static let blockFields: [StaticString] = [
    "sent:", "date:", "to:", "cc:", "subject:", "importance:", "reply-to:", "sent :", "to :",
    "subject :", "gesendet:", "datum:", "an:", "betreff:", "envoyé:", "envoyé :", "date :", "à:",
    "à :", "objet:", "objet :", "cc :", "enviado:", "enviado el:", "enviado em:", "enviada em:",
    "enviada:", "fecha:", "para:", "asunto:", "assunto:", "verzonden:", "aan:", "onderwerp:",
    "inviato:", "data:", "a:", "oggetto:",
  ]

  /// How a disclaimer begins.
  static let disclaimers: [StaticString] = [
    "confidentiality notice", "disclaimer", "confidentiality:", "this e-mail ", "this email ",
    "this message ", "this communication ", "the information contained in this", "the contents of",
    "diese e-mail ", "diese nachricht ", "diese mail ", "vertraulichkeitshinweis", "ce message ",
    "ce courriel ", "les informations contenues", "este mensaje ", "este correo ", "aviso legal",
    "dit bericht ", "deze e-mail ", "dit e-mailbericht ", "de informatie ", "questo messaggio ",
    "questa e-mail ", "le informazioni contenute", "esta mensagem ", "este e-mail ",
  ]

  /// What a disclaimer speaks of.
  static let confidence: [StaticString] = [
    "confiden", "vertraul", "vertrouwelijk", "riservat", "privileged", "reservad",
  ]

  /// Lines that telephones and providers add.
  static let footers: [StaticString] = [
    "sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo",
    "sent from samsung", "sent via ", "sent with proton", "sent from proton", "get outlook for ",
    "von meinem ", "gesendet von ", "gesendet mit der ", "diese nachricht wurde von meinem ",
    "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "télécharger outlook",
    "enviado desde mi ", "enviado desde ", "enviado do meu ", "enviado de meu ", "enviado do ",
    "verstuurd vanaf mijn ", "verzonden vanaf mijn ", "verzonden met ", "inviato da ",
    "inviato dal mio ", "outlook für ", "obtener outlook para",
  ]

  /// The phrases by how they begin.
  final class Tables: Sendable {
    let attributions = PhraseTable(QuotationPhrases.attributions.map(\.opening))
    let originals = PhraseTable(QuotationPhrases.originals)
    let blockFirst = PhraseTable(QuotationPhrases.blockFirst)
    let blockFields = PhraseTable(QuotationPhrases.blockFields)
    let footers = PhraseTable(QuotationPhrases.footers)
    let disclaimers = PhraseTable(QuotationPhrases.disclaimers)
  }

  static let tables = Tables()
}
