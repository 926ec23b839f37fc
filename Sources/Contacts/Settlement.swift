public import Records

/// A person's correction of a contact, which wins over every rule of matching.
public struct Settlement: Equatable, Sendable {
  public enum Kind: String, Sendable {
    /// It was answered in a way that no log shows.
    case answered
    case noAnswerNeeded = "no-answer-needed"
  }

  /// The id of the contact, made from the event that opened it.
  public var contact: String
  public var kind: Kind
  /// When it was answered, or the last attempt that needed no answer: later ones wait anew.
  public var at: Timestamp
  /// The technician's id.
  public var by: String?
  public var note: String?
  /// When the person said so.
  public var made: Timestamp

  public init(
    contact: String, kind: Kind, at: Timestamp, by: String? = nil, note: String? = nil,
    made: Timestamp
  ) {
    self.contact = contact
    self.kind = kind
    self.at = at
    self.by = by
    self.note = note
    self.made = made
  }
}
