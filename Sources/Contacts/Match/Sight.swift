import Records

/// An event prepared for matching: its texts as numbers of an ``Events``, its keys told apart.
///
/// Of fixed size and without references, since there may be millions. ``TextTable/none`` stands
/// for what is missing.
struct Sight {
  enum Kind: UInt8 {
    case mail, ticket, comment, notice, voicemailLog, call, status
  }
  /// How a ticket came in, as far as matching asks.
  enum Via: UInt8 { case other, voicemail, phone, email }
  /// Why an event wants no answer, as far as matching asks.
  enum Reason: UInt8 { case other, list, withdrawn, thanks, dropped }

  /// Seconds since 1970.
  var at: Int
  /// Its event's id: 16 hexadecimal digits as a number, or with ``isOdd`` the number of a text.
  var id: UInt64
  var offset: Int
  /// The least number where there is none.
  var line: Int
  var source: UInt32
  var client: UInt32
  var person: UInt32
  var technician: UInt32
  /// As written.
  var subject: UInt32
  /// The base subject; none where it is empty, which agrees with none.
  var base: UInt32
  var number: UInt32
  var mailbox: UInt32
  /// Its Message-ID, among ``Events/matters``.
  var message: UInt32
  var ticket: UInt32
  var bounced: UInt32
  /// Where its lists stand in ``Events/lists``.
  var lists: UInt32
  /// Its times in ``Events/spans``.
  var span: UInt32
  var channel: Event.Channel
  var eventKind: Event.Kind
  var direction: Event.Direction
  var kind: Kind
  var via: Via
  var reason: Reason
  var prefix: Subject.Prefix
  /// In the same second: inbound, then ours, then status changes.
  var rank: UInt8
  var isOdd: Bool
  var wantsAnswer: Bool
  /// Our side is a person.
  var human: Bool
  /// Sent to a list of ours that clients read.
  var toList: Bool
  /// Without any recipient, as in the archive of a list.
  var isArchived: Bool
  /// It was picked up by a human.
  var isAnswered: Bool

  /// Stands among the addressed for a mail that names none.
  static let archive: StaticString = "list:archive"

  /// Ours, by a person, public, and no forward.
  var mayAnswer: Bool {
    direction == .outbound && human
      && (kind == .mail && prefix != .forward || kind == .comment && eventKind == .comment)
  }

  var isLive: Bool { kind == .call && direction == .inbound && isAnswered }

  /// The key of its thread or ticket among ``Events/matters``.
  var matter: UInt32 { message != TextTable.none ? message : ticket }
}
