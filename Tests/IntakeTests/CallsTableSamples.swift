/// One invented file of each table of calls, all about the same office.
enum CallsTableSamples {
  static let all: [String: String] = [
    "freeswitch": freeSWITCH, "fusionpbx": fusionPBX, "3cx-cdr": threeCXLog,
    "3cx-report": threeCXReport, "cucm": cucm, "teams": teamsPlan, "ringcentral": ringCentral,
    "zoom": zoom, "twilio": twilio, "8x8": eightByEight, "aircall": aircall, "dialpad": dialpad,
  ]

  static let freeSWITCH = """
    "ACME","4085550101","600","public","2024-03-04 09:00:00","","2024-03-04 09:00:20","20","0","ORIGINATOR_CANCEL","d80e22e0-0001","","","PCMU","PCMU"
    "J "Jo" Doe, Acme","4085550102","600","public","2024-03-04 09:10:00","2024-03-04 09:10:12","2024-03-04 09:11:12","72","60","NORMAL_CLEARING","d80e22e0-0002","d80e22e0-0003","","PCMU","PCMU"
    "Menu","4085550103","600","public","2024-03-04 09:20:00","2024-03-04 09:20:00","2024-03-04 09:20:30","30","30","NORMAL_CLEARING","d80e22e0-0004","","","PCMU","PCMU"
    "Ann","201","4085550101","default","2024-03-04 09:30:00","","2024-03-04 09:30:10","10","0","USER_BUSY","d80e22e0-0005","","","PCMU","PCMU"

    """

  static let freeSWITCHSQL = """
    INSERT INTO cdr VALUES ("ACME","4085550101","600","public","2024-03-04 09:00:00","","2024-03-04 09:00:20","20","0","ORIGINATOR_CANCEL","d80e22e0-0001","", "");
    INSERT INTO cdr VALUES ("J "Jo" Doe","4085550102","600","public","2024-03-04 09:10:00","2024-03-04 09:10:12","2024-03-04 09:11:12","72","60","NORMAL_CLEARING","d80e22e0-0002","d80e22e0-0003", "acme");

    """

  static let fusionPBX = """
    "xml_cdr_uuid","direction","caller_id_name","caller_id_number","destination_number","start_stamp","answer_stamp","end_stamp","duration","billsec","hangup_cause","status","bridge_uuid"
    "a1","inbound","J "Jo" Doe","4085550101","600","2024-03-04 09:00:00","2024-03-04 09:00:07","2024-03-04 09:01:07","67","60","NORMAL_CLEARING","answered","b1"
    "a2","inbound","ACME","4085550102","600","2024-03-04 09:05:00","","2024-03-04 09:05:30","30","0","ORIGINATOR_CANCEL","missed",""

    """

  static let threeCXLog =
    "Call 1,0001,00:00:00,2024/03/04 09:00:00,,2024/03/04 09:00:20,TerminatedBySrc,4085550101,Ext.201,10000,201,600,,,,,,,,\"Chain: 4085550101,Ext.201,\",External,Internal,,,,,\r\n"
    + "Call 2,0002,00:01:00,2024/03/04 09:10:00,2024/03/04 09:10:00,2024/03/04 09:11:00,TerminatedByDst,4085550102,Ext.610,10000,610,610,ReplacedDst,Ext.202,202,,,,,\"Chain: 4085550102,Ext.610,Ext.202,\",External,Internal,Internal,,,,\r\n"
    + "Call 3,0003,00:00:40,2024/03/04 09:20:00,2024/03/04 09:20:00,2024/03/04 09:20:40,TerminatedBySrc,4085550103,Ext.610,10000,610,610,,,,,,,,\"Chain: 4085550103,Ext.610,\",External,Internal,Internal,,,,610\r\n"
    + "Call 4,0004,00:00:50,2024/03/04 09:30:00,2024/03/04 09:30:05,2024/03/04 09:30:55,TerminatedBySrc,+14085550104,Ext.201,10000,201,600,,,,default,,,,Chain: +14085550104;Ext.201;,Line,Extension,,,,,\r\n"

  static let threeCXReport = """
    \u{FEFF}Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost,Call Activity Details
    2024-03-04T09:00:00,12345,4085550101,"Support (800)",Inbound Queue,Waiting,00:00:10,,0,"Inbound: 4085550101"
    2024-03-04T09:00:10,12345,4085550101,"Doe, Jane (117)",Inbound,Answered,00:00:05,00:02:00,0,"Inbound: 4085550101"
    2024-03-04T09:10:00,12346,4085550102,"Doe, Jane (117)",Inbound,Unanswered,00:00:20,,0,"Inbound: 4085550102"
    2024-03-04T09:20:00,12347,"Doe, Jane (117)",4085550103,Outbound,Answered,00:00:08,00:01:00,0,"Dialed: 4085550103"
    Totals,,,,,,00:00:43,00:03:00,0,

    """

  static let threeCXReportOld = """
    Call Time;Caller ID;Destination;Status;Ringing;Talking;Cost;Reason
    25/03/2024 09:00:00;4085550101;Jane (117);Answered;00:00:05;00:02:00;;
    04/03/2024 09:10:00;4085550102;Jane (117);Unanswered;00:00:20;;;

    """

  static let cucm = """
    "cdrRecordType","globalCallID_callManagerId","globalCallID_callId","dateTimeOrigination","callingPartyNumber","origCause_value","originalCalledPartyNumber","finalCalledPartyNumber","destCause_value","dateTimeConnect","dateTimeDisconnect","pkid","duration","origDeviceName","destDeviceName","huntPilotDN","wasCallQueued","totalWaitTimeInQueue"
    INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(50),INTEGER,VARCHAR(50),VARCHAR(50),INTEGER,INTEGER,INTEGER,UNIQUEIDENTIFIER,INTEGER,VARCHAR(129),VARCHAR(129),VARCHAR(50),INTEGER,INTEGER
    1,1,5001,1709542800,"4085550101",0,"7001","7002",16,1709542805,1709542865,"p1",60,"trunk","SEP00AABBCCDDEE","",0,0
    1,1,5002,1709543400,"4085550102",16,"7001","7001",0,0,1709543420,"p2",0,"trunk","SEP00AABBCCDDEE","",0,0
    1,1,5003,1709544000,"4085550103",0,"7000","7002",16,1709544002,1709544062,"p3",60,"trunk","SEP00AABBCCDDEE","7000",1,30

    """

  static let teamsPlan = """
    UsageId,Call ID,Conference ID,User Location,AAD ObjectId,UPN,User Display Name,Caller ID,Call Type,Number Type,Domestic/International,Destination Dialed,Destination Number,Start Time,End Time,Duration Seconds,Connection Fee,Charge,Currency,Capability
    u1,call-1,,US,g1,jane@provider.example,Jane,+14085550199,user_in,Subscriber,Domestic,US,+14085550101,2024-03-04T09:00:00Z,2024-03-04T09:01:30Z,90,0.00,0.00,USD,MCOPSTN1
    u2,call-2,,US,g1,jane@provider.example,Jane,+14085550102,user_out,Subscriber,Domestic,US,+14085550102,2024-03-04T09:10:00Z,2024-03-04T09:10:30Z,30,0.00,0.00,USD,MCOPSTN1
    u3,call-3,,US,,,,+14085550199,ucap_in,Subscriber,Domestic,US,+14085550103,2024-03-04T09:20:00Z,2024-03-04T09:20:30Z,30,0.00,0.00,USD,MCOPSTN1
    u4,call-4,,US,,,,+14085550199,conf_in,Subscriber,Domestic,US,+14085550104,2024-03-04T09:30:00Z,2024-03-04T09:30:30Z,30,0.00,0.00,USD,MCOPSTN1

    """

  static let teamsRouting = """
    UPN,Display Name,Invite time,Start time,Failure time,End time,Duration (seconds),Success,Caller Number,Callee Number,Call type,Call Direction,Final SIP code,Final SIP Phrase,SBC FQDN,Correlation ID,Shared Correlation ID
    jane@provider.example,Jane,2024-03-04 09:00:00,2024-03-04 09:00:05,,2024-03-04 09:01:00,55,Yes,+14085550101,+14085550199,dr_in,Inbound,0,OK,sbc.provider.example,c1,
    jane@provider.example,Jane,2024-03-04 09:10:00,,2024-03-04 09:10:20,,0,No,+14085550102,+14085550199,dr_in,Inbound,487,Request Terminated,sbc.provider.example,c2,
    jane@provider.example,Jane,2024-03-04 09:20:00,,2024-03-04 09:20:02,,0,No,+14085550199,+14085550102,dr_out,Outbound,486,Busy Here,sbc.provider.example,c3,

    """

  static let ringCentral = """
    Direction,Type,Phone Number,Name,Date,Time,Action,Action Result,Result Description,Duration
    Incoming,Voice,(408) 555-0101,ACME,Mon 03/04/2024,9:00 AM,Phone Call,Accepted,,0:02:05
    Incoming,Voice,(408) 555-0102,Bell,Mon 03/04/2024,1:10 PM,Phone Call,Missed,,0:00:12
    Incoming,Voice,(408) 555-0103,Cole,Mon 03/25/2024,1:20 PM,Phone Call,Voicemail,,0:00:30
    Outgoing,Voice,(408) 555-0101,ACME,Mon 03/25/2024,1:30 PM,VoIP Call,Call connected,,0:01:00
    Incoming,Fax,(408) 555-0101,ACME,Mon 03/25/2024,1:40 PM,Fax,Received,,0:01:00

    """

  static let zoom = """
    email,dept,job_title,caller_number,caller_number_type,caller_name,callee_number,callee_number_type,callee_name,direction,duration,result,date_time
    jane@provider.example,,,+14085550101,2,ACME,+14085550199,2,Jane,inbound,65,Call connected,2024-03-04T09:00:00Z
    jane@provider.example,,,+14085550102,2,Bell,+14085550199,2,Jane,inbound,30,Voicemail,2024-03-04T09:10:00Z
    jane@provider.example,,,+14085550103,2,Cole,+14085550199,2,Jane,inbound,0,Missed,2024-03-04T09:20:00Z

    """

  static let twilio = """
    Call Sid,Parent Call Sid,From,To,Direction,Status,Start Time,End Time,Duration
    CA01,,+14085550101,+14085550199,inbound,completed,"Mon, 04 Mar 2024 09:00:00 +0000","Mon, 04 Mar 2024 09:02:00 +0000",120
    CA02,CA01,+14085550101,client:jane,outbound-dial,completed,2024-03-04 09:00:20 UTC,2024-03-04 09:02:00 UTC,100
    CA03,,+14085550102,+14085550199,inbound,completed,2024-03-04 09:10:00 UTC,2024-03-04 09:11:00 UTC,60
    CA04,CA03,+14085550102,client:jane,outbound-dial,no-answer,2024-03-04 09:10:05 UTC,2024-03-04 09:10:35 UTC,

    """

  static let eightByEight = """
    Call ID,Leg ID,Start Time,Answer Time,Stop Time,Talk Time,Caller,Callee,Direction,Cause,Status,Parent Call ID,Caller Name,Callee Name
    900,1,2024-03-04 09:00:00,,2024-03-04 09:00:15,00:00:00,4085550101,201,Incoming,Redirected,Missed,,ACME,Ann
    900,2,2024-03-04 09:00:15,2024-03-04 09:00:20,2024-03-04 09:01:20,00:01:00,4085550101,202,Incoming,Normal,Answered,,ACME,Bob
    901,1,2024-03-04 09:10:00,,2024-03-04 09:10:15,00:00:00,4085550102,201,Incoming,Normal,Missed Abandoned,,Bell,Ann

    """

  static let aircall = """
    Call ID,Call direction,Call type,Unanswered Call Reason,Start time,From,To,User,Answered,Waiting time,In call duration
    a-1,Inbound,Answered,,2024-03-04 09:00:00,+14085550101,+14085550199,Jane,Yes,12,60
    a-2,Inbound,Abandoned,abandoned_in_ivr,2024-03-04 09:10:00,+14085550102,+14085550199,,No,8,0
    a-3,Inbound,Voicemail,out_of_opening_hours,2024-03-04 09:20:00,+14085550103,+14085550199,,No,,0

    """

  static let dialpad = """
    call_id,date_started,date_connected,date_ended,direction,external_number,internal_number,name,category,talk_duration
    d1,2024-03-04 09:00:00.12,2024-03-04 09:00:10.5,2024-03-04 09:01:10.5,inbound,+14085550101,+14085550199,Jane,answered,1.0
    d2,2024-03-04 09:10:00,,2024-03-04 09:10:30,inbound,+14085550102,+14085550199,Jane,missed,0
    d3,2024-03-04 09:20:00,,2024-03-04 09:20:30,inbound,+14085550103,+14085550199,Jane,"missed, voicemail",0

    """
}
