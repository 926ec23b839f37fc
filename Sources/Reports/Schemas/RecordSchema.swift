extension Schema {
  /// Of a line that `ringback parse` writes: one of six kinds, told by `record`.
  public static let record: String = {
    let kinds = [
      ("mail", mail), ("call", call), ("voicemail", voicemail), ("ticket", ticket),
      ("comment", comment), ("status", status),
    ]
    let cases = kinds.map { kind, body in
      let chosen = #"{"properties":{"record":{"const":"\#(kind)"}},"required":["record"]}"#
      return #"{"if":\#(chosen),"then":\#(body)}"#
    }
    let common = object(
      [
        ("record", oneOf("mail", "call", "voicemail", "ticket", "comment", "status")),
        ("v", version), ("format", text), ("source", text), ("offset", count), ("line", count),
        ("id", text), ("defects", texts),
      ], required: ["record", "v", "format", "source", "offset", "id"])
    let all = #","allOf":[\#(cases.joined(separator: ","))]}"#
    return document("A record of Ringback", common.dropLast() + all)
  }()

  private static let mailbox = object([("name", text), ("address", text)], required: ["address"])

  private static let party = object([
    ("name", text), ("address", text), ("number", text),
    ("role", oneOf("agent", "customer", "system")),
  ])

  private static let mail = object(
    [
      ("in_reply_to", texts), ("references", texts), ("date", time), ("received", time),
      ("from", mailbox), ("sender", mailbox), ("reply_to", list(mailbox)),
      ("original_from", mailbox), ("to", list(mailbox)), ("cc", list(mailbox)),
      ("subject", text), ("automatic", text), ("bounce", #"{"const":true}"#), ("bounced", text),
      ("failed_recipients", texts), ("list_id", text), ("text", text),
      (
        "attachments",
        list(
          object(
            [("name", text), ("type", text), ("bytes", count)], required: ["type", "bytes"]))
      ),
      (
        "voicemail",
        object([
          ("from", text), ("name", text), ("mailbox", text), ("duration_s", whole),
          ("missed", yes),
        ])
      ),
      (
        "meeting",
        object([("method", text), ("starts", time), ("summary", text)], required: ["method"])
      ),
      ("bytes", count),
    ], required: ["bytes"])

  private static let call = object(
    [
      ("started", time), ("answered", time), ("ended", time), ("from", text), ("to", text),
      ("direction", oneOf("inbound", "outbound", "internal")),
      (
        "outcome",
        oneOf("answered", "voicemail", "abandoned", "missed", "busy", "failed", "rejected")
      ),
      ("wait_s", whole), ("talk_s", whole), ("agent", text), ("queue", text), ("mailbox", text),
      ("legs", count), ("zone", text),
    ], required: ["legs"])

  private static let voicemail = object([
    ("left", time), ("from", text), ("name", text), ("mailbox", text), ("duration_s", whole),
    ("heard", yes), ("transcript", text),
  ])

  private static let ticket = object([
    ("opened", time), ("channel", text), ("subject", text), ("requester", party),
    ("submitter", party), ("organization", text), ("assignee", party), ("status", text),
    ("priority", text), ("text", text),
  ])

  private static let comment = object(
    [
      ("ticket", text), ("at", time), ("author", party), ("public", yes), ("opening", yes),
      ("text", text),
    ], required: ["ticket", "public"])

  private static let status = object(
    [("ticket", text), ("at", time), ("from", text), ("to", text), ("by", party)],
    required: ["ticket"])
}
