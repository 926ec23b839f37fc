internal import Records

/// Where an XML export of no known format keeps what, as pipeline.yml says it for `format: xml`.
///
/// A path names elements below another, as `customer/name`; its last step may be an attribute,
/// `@id` or `customer/@id`; `.` is the element's own text.
public struct TicketMapping: Sendable, Equatable {
  /// What a part of a ticket is.
  public enum Field: String, Sendable, CaseIterable {
    case id, opened, subject, text, status, priority, channel, organization, assignee
    /// The requester's name, address, telephone number and id.
    case requester
    case requesterAddress = "requester_address"
    case requesterNumber = "requester_number"
    case requesterID = "requester_id"
    /// Times: of the last change of any kind, of solving and of closing.
    case updated, solved, closed
    /// Flags; a ticket that has one set is left out.
    case spam, deleted
  }

  /// What a part of a comment is.
  public enum CommentField: String, Sendable, CaseIterable {
    case id, at, text
    /// The author's name, address and id.
    case author, address
    case authorID = "author_id"
    /// Whether the requester sees it.
    case isPublic = "public"
    /// Whether the author is of the staff.
    case role
  }

  /// What a value of `status`, `public` or `role` may mean; compared without case.
  public enum Meaning: String, Sendable, CaseIterable {
    case new, open, pending, hold, solved, closed
    case isPublic = "public"
    case isPrivate = "private"
    case agent, customer, system
  }

  /// The element of a ticket; the step before the last is the element around it.
  public var ticket: String
  public var fields: [Field: String] = [:]
  /// The element of a comment, below that of the ticket.
  public var comment: String?
  public var commentFields: [CommentField: String] = [:]
  /// Of all times; nil where they are of the usual forms.
  public var time: TimeForm?
  /// Texts are HTML.
  public var isHTML = false
  public var values: [Meaning: [String]] = [:]

  public init(ticket: String) { self.ticket = ticket }

  /// Whether a path is one that can be followed.
  ///
  /// - Parameter isElement: it may not end with an attribute or `.`.
  public static func isPath(_ text: String, isElement: Bool) -> Bool {
    if !isElement && text.utf8.elementsEqual([0x2E]) { return true }
    guard text.utf8.count <= 200 else { return false }
    let steps = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    return steps.indices.allSatisfy { i in
      var step = steps[i]
      if step.first == 0x40 {
        if isElement || i != steps.count - 1 { return false }
        step = step.dropFirst()
      }
      guard let first = step.first, first == 0x5F || first >= 0x80 || first.isLetter else {
        return false
      }
      return step.allSatisfy {
        $0 >= 0x80 || $0.isLetter || $0.isDigit || $0 == 0x5F || $0 == 0x2D || $0 == 0x2E
      }
    }
  }
}
