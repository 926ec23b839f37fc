import Records

/// Somebody in an address header.
struct Correspondent: Equatable, Sendable {
  var name: String?
  var address: String

  static let support = Correspondent(name: "Harbor IT Support", address: Directory.support)
}

/// One mail as its author wrote it, before it is put into bytes.
struct Message: Sendable {
  enum Style: Sendable {
    /// UTF-8 as it is.
    case plain
    case quotedPrintable, base64, latin1, htmlOnly, alternative, attachment
  }

  /// What is delivered beside or instead of the text.
  enum Part: Sendable {
    case calendar(method: String, text: String)
    /// The headers that a bounce returns.
    case returned(headers: String)
    /// A recording of so many seconds.
    case recording(seconds: Int)
  }

  /// Message-ID without angle brackets.
  var id: String
  /// When it was really written.
  var at: Timestamp
  /// When it came into the mailbox.
  var received: Timestamp
  /// What its Date header says; absent where it has none.
  var date: Timestamp?
  var from: Correspondent
  /// Who wrote it, where a list or a shared mailbox stands in From.
  var author: Correspondent
  /// The technician's id, where the mail tells it.
  var technician: String?
  var to: [Correspondent]
  var cc: [Correspondent] = []
  var subject: String
  var text: String
  /// Name and title under the `-- ` line.
  var signature: String?
  /// The message below the new text, with its introduction.
  var quotation: String?
  var inReplyTo: String?
  var references: [String] = []
  /// Further headers, in order.
  var headers: [(String, String)] = []
  var style = Style.plain
  var part: Part?
  /// Sent by us: no Received header.
  var sent = false

  /// What References of a reply to it must hold.
  var chain: [String] { references + [id] }
}
