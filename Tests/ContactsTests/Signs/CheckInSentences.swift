extension SignSentences {
  static let checkIns = SignSentences(
    signal: "check_ins",
    text: """
      en
      + Just checking in to see how the new laptops are doing.
      + I wanted to check in after the move.
      + Invitation: quarterly business review
      + Let's schedule our annual review.
      + QBR on 4 March
      + Time for our service review.
      + I'd like to touch base about the renewal.
      + How is everything going?
      + How are things working since the upgrade?
      + Is there anything else we can improve?
      + Are you satisfied with our service?
      + Checking in on the backup that we set up.
      + Just touching base.
      + Monthly check-in with your team
      + We would like your feedback on our service.
      - I'll check the logs.
      - Please check in your luggage before noon.
      - We will review the log tomorrow.
      - The review of the quote is attached.
      - Everything is working again.
      - How did you install the driver?
      - I checked it, and it is fine.
      - Your check arrived.
      - The base station was touched.
      - Our service window is on Sunday.
      - Is the printer working?
      - We improved the Wi-Fi in room 4.
      - The quarterly invoice is attached.
      - Please check your spam folder.
      - I am checking the cable now.
      - The code review is done.
      de
      + Einladung zum Quartalsgespräch
      + Ich wollte nur kurz nachfragen, ob der Drucker geht.
      + Läuft alles zu Ihrer Zufriedenheit?
      + Unser Jahresgespräch steht an.
      - Ich prüfe das.
      - Der Drucker läuft wieder.
      - Die Quartalsrechnung liegt bei.
      - Fragen Sie bitte nach dem Passwort.
      fr
      + Revue trimestrielle avec votre équipe
      + Je prends des nouvelles de votre serveur.
      + Tout se passe bien depuis la migration ?
      + Réunion annuelle de service
      - Je vérifie les journaux.
      - La facture trimestrielle est jointe.
      - Le serveur fonctionne.
      - Bonne nouvelle, c'est réparé.
      es
      + Reunión trimestral con su equipo
      + Quería saber cómo va el nuevo servidor.
      + ¿Cómo va todo?
      + Revisión anual
      - Reviso los registros.
      - La factura trimestral va adjunta.
      - El servidor funciona.
      - Todo está instalado.
      nl
      + Uitnodiging voor het kwartaalgesprek
      + Even horen hoe het met de nieuwe server gaat.
      + Hoe gaat het met de laptops?
      + Bent u tevreden?
      - Ik controleer de logs.
      - De kwartaalfactuur is bijgevoegd.
      - De server werkt weer.
      - Het gaat om de printer.
      it
      + Riunione trimestrale con il vostro team
      + Volevo sapere come vanno i nuovi computer.
      + Siete soddisfatti?
      + Verifica annuale
      - Controllo i registri.
      - La fattura trimestrale è allegata.
      - Il server funziona.
      - Tutto è installato.
      pt
      + Reunião trimestral com a vossa equipa
      + Queria saber como correu a mudança.
      + Estão satisfeitos?
      + Revisão anual
      - Verifico os registos.
      - A fatura trimestral segue em anexo.
      - O servidor funciona.
      - Tudo foi instalado.
      """)
}
