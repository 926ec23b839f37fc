import Records

/// One ticket of the helpdesk with all that happened to it.
struct HelpdeskTicket: Sendable {
  struct Comment: Sendable {
    var author: Int
    var at: Timestamp
    var isPublic = true
    var text: String
  }

  /// Numbers of Zendesk's via-id (developer documentation, "Via types").
  enum Via: Int, Sendable {
    case web = 0, mail = 4, voicemail = 33, phone = 34
  }

  var number: Int
  var subject: String
  /// Users.
  var requester: Int
  var requesterName: String
  var submitter: Int
  var assignee: Int?
  var organization: Int?
  var via: Via
  var created: Timestamp
  var solved: Timestamp?
  /// 0 new, 1 open, 2 pending, 3 solved, 4 closed.
  var status = 1
  var priority = 2
  /// The first is the description.
  var comments: [Comment]

  var updated: Timestamp {
    var last = comments.last?.at ?? created
    if let solved, solved > last { last = solved }
    return last
  }
}
