/// What people write.
///
/// Subjects bear the number of a device, so that no two stories share one.
enum Texts {
  /// Topic, and what the client says of it.
  static let problems: [(topic: String, text: String)] = [
    ("Printer offline", "Since this morning the printer shows as offline on all our PCs."),
    ("Cannot open shared drive", "The shared drive asks for a password and does not take mine."),
    ("Outlook keeps asking for password", "Outlook asks for my password every few minutes."),
    ("Laptop very slow", "My laptop takes ten minutes to start. Could you have a look?"),
    ("VPN drops", "The VPN drops every half hour when I work from home."),
    ("Scanner to mail", "Scans do not arrive by e-mail any more, nothing is in the junk folder."),
    ("New starter on Monday", "We have a new colleague on Monday, please set up an account."),
    ("Invoice program crashes", "The invoice program closes itself when I print."),
    ("Second monitor dark", "The second monitor stays dark since the update."),
    ("Backup warning", "I see a message that the backup did not run. Is our data safe?"),
    ("Wifi in meeting room", "There is no wifi in the meeting room and we have guests."),
    ("Phone has no sound", "Callers cannot hear me on the desk phone."),
    ("Suspicious e-mail", "I clicked a link in a strange e-mail. What should I do now?"),
    ("Certificate expired", "Our website shows a certificate warning to customers."),
  ]
  static let greetings = ["Hello,", "Hi,", "Good morning,", "Dear support team,", "Hi Harbor IT,"]
  static let closings = [
    "Best regards,", "Thanks,", "Kind regards,", "Many thanks in advance,", "",
  ]
  static let chases = [
    "Any news on this? We still cannot work.",
    "I have not heard from you yet. When can we expect somebody?",
    "Could someone please look at this? In the meantime we use our private e-mail.",
    "This is urgent for us, please give us a call or write.",
  ]
  static let answers = [
    "I had a look and restarted the service. Please try again and tell me if it fails.",
    "We have replaced the setting that caused this. It should be fine from now on.",
    "I will come by tomorrow at ten with a spare part.",
    "The fault is found: an update went wrong. I rolled it back on your machine.",
    "Could you send me a photo of the message? Then I can go on.",
    "That is not our department, please ask your internet provider.",
    "As I have told you before, you need to restart it first.",
    "Your account is set up. The first password comes by separate post.",
  ]
  static let furtherQuestions = [
    "It is broken again since this morning, please have another look.",
    "Could you do the same on the PC at the front desk?",
    "Now the scanner does not start either. What should we do?",
  ]
  static let thanks = ["Thank you!", "Thanks a lot!", "Great, thank you.", "Thank you very much!"]
  static let withdrawals = [
    "Never mind, it works again.", "Never mind, we solved it ourselves.",
    "No longer needed, please close this.",
  ]
  static let notes = [
    "Looked at the logs, nothing yet.", "Waiting for the vendor.", "Looks like the switch again.",
  ]
  static let titles = ["Office Manager", "Accounts", "Front Desk", "Managing Partner", "Warehouse"]
}

extension Scene {
  /// A problem with a subject of its own.
  mutating func problem() -> (subject: String, text: String) {
    let (topic, text) = random.pick(Texts.problems)
    problemsMade += 1
    let mark = "\(serial).\(problemsMade)"
    let device = random.pick(["PC", "device", "asset", "no."])
    let subject = random.pick(["\(topic) (\(device) \(mark))", "\(topic), \(device) \(mark)"])
    let lines = [random.pick(Texts.greetings), "", text, "", random.pick(Texts.closings)]
    return (subject, lines.joined(separator: "\n"))
  }

  /// Body of a mail of ours.
  mutating func answerText(to name: String) -> String {
    let first = name.split(separator: " ").first.map(String.init) ?? name
    return "Hello \(first),\n\n\(random.pick(Texts.answers))\n\nBest regards,"
  }
}
