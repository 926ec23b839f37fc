extension SignSentences {
  static let noDate = SignSentences(
    signal: "no_date",
    text: """
      en
      + We'll get to it when we can.
      + I'll look at it when I get a chance.
      + Someone will call you as soon as possible.
      + We will do it as soon as we can.
      + It's on our list.
      + Your ticket is in the queue.
      + We'll fix it at some point.
      + Please be patient.
      + Bear with us.
      + I don't have an ETA yet.
      + We can't say when the part arrives.
      + I'll get back to you soon.
      + We'll see what we can do.
      + When things calm down we will replace it.
      + He'll come once he has time.
      + We'll do it as time permits.
      + That will be done sooner or later.
      - We'll get to it by Friday.
      - I'll call you tomorrow at 9.
      - Call me as soon as you can.
      - Let us know when you have time.
      - When can we come by?
      - Your device is on the white list of the filter.
      - We'll do it as soon as we can, by Friday at the latest.
      - I am on site now.
      - We fixed it as soon as the call came in.
      - Please let me know when we can call you.
      - The print queue is empty again.
      - Thank you, be patient was not needed.
      - I sent the quote.
      - The new switch arrived this morning.
      - As soon as you restart, it will work.
      - Tell me when I can come.
      de
      + Wir melden uns so bald wie möglich.
      + Das machen wir bei Gelegenheit.
      + Sobald wir Zeit haben, kommen wir.
      + Wir bitten um Geduld.
      - Wir melden uns bis morgen um 10 Uhr.
      - Wann haben Sie Zeit?
      - Wir haben den Termin am Montag notiert.
      - Das Gerät ist ausgetauscht.
      fr
      + Nous passerons dès que possible.
      + Quand nous aurons le temps, nous viendrons.
      + Un peu de patience.
      + Votre demande est sur notre liste.
      - Nous passerons demain à 10h.
      - Quand êtes-vous disponible ?
      - La liste des postes est jointe.
      - Le poste est remplacé.
      es
      + Lo haremos en cuanto podamos.
      + Le llamaremos lo antes posible.
      + Tenga paciencia.
      + Está en nuestra lista.
      - Le llamaremos mañana a las 10.
      - ¿Cuándo podemos ir?
      - La lista está adjunta.
      - El equipo está cambiado.
      nl
      + We komen zo snel mogelijk.
      + Zodra we tijd hebben, bellen we.
      + Nog even geduld.
      + Het staat op onze lijst.
      - We komen morgen om 10 uur.
      - Wanneer heeft u tijd?
      - De lijst staat in de bijlage.
      - Het apparaat is vervangen.
      it
      + Lo faremo appena possibile.
      + Quando possiamo, passiamo.
      + Abbiate pazienza.
      + Prima o poi lo sistemiamo.
      - Passeremo domani alle 10.
      - Quando possiamo venire?
      - La lista è allegata.
      - Il computer è stato sostituito.
      pt
      + Fazemos isso assim que possível.
      + Quando pudermos, ligamos.
      + Tenha paciência.
      + Respondemos em breve.
      - Ligamos amanhã às 10h.
      - Quando podemos ir aí?
      - A lista segue em anexo.
      - O equipamento foi trocado.
      """)
}
