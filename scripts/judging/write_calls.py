"""Calls of a scenario, as the rows of a call log of Asterisk or FreePBX."""

import csv
import io

from cast import *


class Calls:
    """What a scenario can say about calls."""

    def row(
        self,
        start,
        src,
        dst,
        dstchan,
        app,
        data,
        answer,
        end,
        disp,
        uid=None,
        chan=None,
        ctx="from-pstn",
        clid=None,
        did="4085550100",
    ):
        self.rows.append(
            dict(
                start=t(start),
                src=src,
                dst=dst,
                dstchan=dstchan,
                app=app,
                data=data,
                answer=t(answer) if answer else None,
                end=t(end),
                disp=disp,
                uid=uid or self.uid(start),
                chan=chan or "PJSIP/trunk-0000001a",
                ctx=ctx,
                clid=clid if clid is not None else f'"" <{src}>',
                did=did,
            )
        )

    def uid(self, start):
        self.n += 1
        return f"{int(t(start).timestamp())}.{self.n}"

    def missed(self, at, num, ring=20, dst="201", **k):
        self.row(
            at,
            num,
            dst,
            f"PJSIP/{dst}-0000001b",
            "Dial",
            f"PJSIP/{dst},25",
            None,
            t(at, ring),
            "NO ANSWER",
            **k,
        )

    def vm(self, at, num, ring=20, msg=30, box="600", **k):
        u = self.uid(at)
        self.row(
            at,
            num,
            "201",
            "PJSIP/201-0000001b",
            "Dial",
            "PJSIP/201,20",
            None,
            t(at, ring),
            "NO ANSWER",
            uid=u,
            **k,
        )
        self.row(
            t(at, ring),
            num,
            "201",
            "",
            "VoiceMail",
            f"{box}@default,u",
            t(at, ring),
            t(at, ring + msg),
            "ANSWERED",
            uid=u,
            **k,
        )

    def live(self, at, num, ring=8, talk=120, ext="201", **k):
        self.row(
            at,
            num,
            ext,
            f"PJSIP/{ext}-0000001b",
            "Dial",
            f"PJSIP/{ext},25",
            t(at, ring),
            t(at, ring + talk),
            "ANSWERED",
            **k,
        )

    def out(self, at, num, ring=8, talk=120, ext="201", **k):
        self.row(
            at,
            ext,
            num,
            "PJSIP/trunk-000000aa",
            "Dial",
            f"PJSIP/{num}@trunk,60",
            t(at, ring) if talk else None,
            t(at, ring + talk),
            "ANSWERED" if talk else "NO ANSWER",
            chan=f"PJSIP/{ext}-000000ab",
            ctx="from-internal",
            did="",
            **k,
        )

    def cdr(self):
        rows = sorted(self.rows, key=lambda r: r["end"])
        f = lambda d: (
            ""
            if d is None
            else (d if self.utc else d.astimezone(self.tz)).strftime("%Y-%m-%d %H:%M:%S")
        )
        out = []
        if self.pbx == "freepbx":
            b = io.StringIO()
            w = csv.writer(b, lineterminator="\n")
            w.writerow(
                "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,recordingfile,linkedid,peeraccount,sequence".split(
                    ","
                )
            )
            for i, r in enumerate(sorted(rows, key=lambda r: r["start"], reverse=True)):
                bill = int((r["end"] - r["answer"]).total_seconds()) if r["answer"] else 0
                w.writerow(
                    [
                        f(r["start"]),
                        r["clid"],
                        r["src"],
                        r["dst"],
                        r["ctx"],
                        r["chan"],
                        r["dstchan"],
                        r["app"],
                        r["data"],
                        int((r["end"] - r["start"]).total_seconds()),
                        bill,
                        r["disp"],
                        3,
                        "",
                        r["uid"],
                        "",
                        r["did"],
                        r["src"],
                        "",
                        "",
                        "",
                        "",
                        "",
                        r["uid"],
                        "",
                        i,
                    ]
                )
            return b.getvalue()
        q = lambda s: '"' + s.replace('"', '""') + '"'
        for i, r in enumerate(rows):
            dur = int((r["end"] - r["start"]).total_seconds())
            bill = int((r["end"] - r["answer"]).total_seconds()) if r["answer"] else 0
            tm = lambda d: q(f(d)) if d else ""
            if self.pbx == "custom":
                c = [
                    q(x)
                    for x in (
                        r["clid"],
                        r["src"],
                        r["dst"],
                        r["ctx"],
                        r["chan"],
                        r["dstchan"],
                        r["app"],
                        r["data"],
                        f(r["start"]),
                        f(r["answer"]),
                        f(r["end"]),
                        str(dur),
                        str(bill),
                        r["disp"],
                        "DOCUMENTATION",
                        "",
                        r["uid"],
                        "",
                    )
                ] + [str(i)]
            else:
                c = [
                    q(""),
                    q(r["src"]),
                    q(r["dst"]),
                    q(r["ctx"]),
                    q(r["clid"]),
                    q(r["chan"]),
                    q(r["dstchan"]),
                    q(r["app"]),
                    q(r["data"]),
                    tm(r["start"]),
                    tm(r["answer"]),
                    tm(r["end"]),
                    str(dur),
                    str(bill),
                    q(r["disp"]),
                    q("DOCUMENTATION"),
                ]
                if self.cols in (17, 18, 20, 21):
                    c.append(q(r["uid"]))
                if self.cols in (18, 21):
                    c.append(q(""))
                if self.cols >= 19:
                    c += [q(""), q(r["uid"]), str(i)]
            out.append(",".join(c))
        return "\n".join(out) + "\n"
