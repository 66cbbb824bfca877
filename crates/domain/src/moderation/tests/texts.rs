//! Texts as people write them: what is found, and what must not be.

use super::{found, reasons, settings};
use crate::moderation::*;

/// Each body has one finding, and this is its first place.
fn all_have(reason: Reason, texts: &[(&str, &str)]) {
    for (body, place) in texts {
        assert_eq!(found(body, &settings(&[], &[])), [(reason, (*place).to_owned())], "{body}");
    }
}

fn none_has_any(texts: &[&str]) {
    for body in texts {
        assert_eq!(found(body, &settings(&[], &[])), [], "{body}");
    }
}

#[test]
fn what_buyers_write_passes() {
    none_has_any(&[
        "Absolutely wonderful - silky and sexy and comfortable",
        "Love this dress! It's sooo pretty. I'm 5'8\" and 125 lbs, 34-26-36, and the small fits. Hits just below the knee.",
        "I ordered a 6 and an 8; the 6 (27-28) fits. Paid $1,299.00, now it's 899.99 EUR. Order no. 1234567890 came on 11/27/2026.",
        "Returned it on 2026-11-20, got the refund 5-7 days later. Item 0412345678, style #29384756.",
        "Bought it online and in-store. 5 stars! 10/10 would recommend!!!",
        "Bust 36, waist 28, hips 38 40. Sizes 34 36 38 40 42 44 and 00 0 2 4 6 8 10 12 14 16. Also 08 10 12 14 16.",
        "Fits well.it is soft.so nice.to wear.in summer. Great dress.i love it.my favorite.am happy.",
        "Runs large...i sized down. etc. e.g. the sleeves, i.e. too long. vs.the old one.",
        "Waited 3 weeks, called twice, the phone line was busy. Price went from 69.95 to 39.95.",
        "Free shipping, fast delivery; the discount was nice. I would buy again and tell my friends to buy it now and then.",
        "SIZE DOWN. It is VERY large, at least in the hips and waist area.",
        "Wore it on 5th Avenue and on the road 2 times; 2 days on the street, 3 hours way too long, a 5 star way to spend.",
        "My 12 year old and I live on Main Street and love this place.",
        "I live in it! Wore it 4 times this week. Size 4 court shoes, 2 place settings, 20 square feet.",
        "At 5 foot 2 (110 lbs) the petite is perfect. 100% cotton, machine wash at 30. 18-20 inches long, 3.5 cm.",
        "Sehr schöner Mantel, Größe 38 passt. Am 27.11.2026 bestellt, am 01.12.2026 14 Uhr da. 1.299,00 €!",
        "Die Jacke ist für jeden Weg 3 Jahre gut, auf der Straße 5 Mal getragen.",
        "Très belle robe, taille 38. J'habite à la campagne. Il y a 2 places de parking dans la rue.",
        "La talla 38 me queda bien, vivo en la calle todo el verano. Vía rápida 2 días.",
        "Bello! Via mail 2 volte mi hanno risposto in 24 ore.",
        "Пальто отличное, размер 46, заказ 12345678.",
        "コートはとても暖かいです。サイズはMで、値段は12,800円でした。",
        "El número de pedido es 612345678 y llegó el 05/11/2026.",
        "Model: 192.168 is the room. Version 10.2.14.5, ISBN 978-3-16-148410-0, tracking 9400 1000 0000 0000 0000 00.",
        "@annie thanks for the tip! #ootd #coat #winter",
        "She's at gmail's store? The point at com level. Polka dot dress. Meet at dot's.",
        "Ordered 2 on 3 4 2026 for 150 200 1000 people. 250.000.000 sold, 1 000 000 000 times.",
        "Ratio 16:9, time 10:30-18:45, 24/7 support. Score 9.5/10.",
        "Asked where is my order now. They check out my returns; I make money and spend it here, not at the casino.",
        "Bought for the 12th Summer Lane party, wore it on a 2nd Berlin Street Walk.",
        "Perfect to wear when I work from home.",
        "In size 4 dr martens look great. Size 6 st tropez tan.",
        "Bundle of 3, style AB-1234-5678. Colors: 12 blue, 14 red lane stripes.",
    ]);
}

#[test]
fn e_mail_addresses_are_found() {
    all_have(
        Reason::EmailAddress,
        &[
            ("Write to joe.bloggs+shop@mail.example.com!", "joe.bloggs+shop@mail.example.com"),
            ("JOE@MAIL.CO.UK", "JOE@MAIL.CO.UK"),
            ("mail:joe@mail.com.", "joe@mail.com"),
            ("(joe_b@mail.io)", "joe_b@mail.io"),
            ("ｊｏｅ＠ｍａｉｌ．ｃｏｍ", "ｊｏｅ＠ｍａｉｌ．ｃｏｍ"),
            ("jürgen@bücher.de", "jürgen@bücher.de"),
            ("joe@xn--bcher-kva.xn--p1ai", "joe@xn--bcher-kva.xn--p1ai"),
        ],
    );
    all_have(
        Reason::EmailDisguised,
        &[
            ("ask joe (at) mail (dot) com", "joe (at) mail (dot) com"),
            ("joe [at] mail.com", "joe [at] mail.com"),
            ("Reach joe at gmail dot com please", "joe at gmail dot com"),
            ("joe at gmail.com", "joe at gmail.com"),
        ]
        .map(|(body, place)| (body, place)),
    );
}

#[test]
fn telephone_numbers_are_found_in_the_manner_of_many_countries() {
    all_have(
        Reason::TelephoneNumber,
        &[
            ("Call (415) 555-0132 now", "(415) 555-0132"),
            ("415-555-0132", "415-555-0132"),
            ("415.555.0132", "415.555.0132"),
            ("It is 415 555 0132, ask for Ann", "415 555 0132"),
            ("1-800-555-0199", "1-800-555-0199"),
            ("+1 415 555 0132", "+1 415 555 0132"),
            ("my cell: 4155550132", "4155550132"),
            ("text 555-0132", "555-0132"),
            ("+44 20 7946 0018", "+44 20 7946 0018"),
            ("+44 (0)20 7946 0018", "+44 (0)20 7946 0018"),
            ("020 7946 0018", "020 7946 0018"),
            ("07911 123456", "07911 123456"),
            ("07911123456", "07911123456"),
            ("0171/1234567", "0171/1234567"),
            ("Tel. 030 123456", "030 123456"),
            ("+49 (171) 123 45 67", "+49 (171) 123 45 67"),
            ("0049 171 1234567", "0049 171 1234567"),
            ("01 23 45 67 89", "01 23 45 67 89"),
            ("06.12.34.56.78", "06.12.34.56.78"),
            ("+33612345678", "+33612345678"),
            ("612 345 678", "612 345 678"),
            ("móvil 612345678", "612345678"),
            ("06 1234 5678", "06 1234 5678"),
            ("+31 6 12345678", "+31 6 12345678"),
            ("0412 345 678", "0412 345 678"),
            ("03-1234-5678", "03-1234-5678"),
            ("138 1234 5678", "138 1234 5678"),
            ("13812345678", "13812345678"),
            ("98765 43210", "98765 43210"),
            ("+91 98765 43210", "+91 98765 43210"),
            ("＋４９ １７１ １２３４５６７", "＋４９ １７１ １２３４５６７"),
            ("size 8, 2 of them; 415-555-0132", "415-555-0132"),
        ],
    );
    none_has_any(&[
        "$4155550132",
        "415-555-0132-99",
        "order 415 555 0132",
        "A415-555-0132",
        "612 345 678 €",
        "02139-4307",
    ]);
}

#[test]
fn postal_addresses_are_found_in_the_manner_of_many_countries() {
    all_have(
        Reason::StreetAddress,
        &[
            ("I moved to 12 Main Street last year", "12 Main Street"),
            ("221B Baker St, London", "221B Baker St"),
            ("send it to 12 main street please", "12 main street"),
            ("4500 N Lake Shore Drive", "4500 N Lake Shore Drive"),
            ("10 Downing Street, London SW1A 2AA", "10 Downing Street"),
            ("We are in Austin, TX 78701", "Austin, TX 78701"),
            ("P.O. Box 1234", "P.O. Box 1234"),
            ("po box 99", "po box 99"),
            ("Hauptstraße 12, 10115 Berlin", "Hauptstraße 12"),
            ("Musterstr. 5a", "Musterstr. 5a"),
            ("Lange Straße 4", "Straße 4"),
            ("Ich wohne Lindenweg 3", "Lindenweg 3"),
            ("Marktplatz 1, 80331 München", "Marktplatz 1"),
            ("Postfach 1234", "Postfach 1234"),
            ("12 rue de la Paix, 75002 Paris", "12 rue de la Paix"),
            ("5 bis, avenue Foch", "5 bis, avenue Foch"),
            ("Calle Mayor 5", "Calle Mayor 5"),
            ("calle de Alcalá, 20", "calle de Alcalá, 20"),
            ("Via Roma, 10", "Via Roma, 10"),
            ("Rua Augusta 150", "Rua Augusta 150"),
            ("Prinsengracht 263", "Prinsengracht 263"),
            ("Drottninggatan 5", "Drottninggatan 5"),
            ("ul. Marszałkowska 10", "ul. Marszałkowska 10"),
            ("〒100-0001", "〒100-0001"),
        ],
    );
}

#[test]
fn links_are_found_but_those_of_the_tenants_hosts() {
    all_have(
        Reason::WebAddress,
        &[
            ("See https://evil.com/a?b=c.", "https://evil.com/a?b=c"),
            ("(http://1.2.3.4/x)", "http://1.2.3.4/x"),
            ("HTTPS://EVIL.COM", "HTTPS://EVIL.COM"),
            ("hxxps://evil.com/a", "hxxps://evil.com/a"),
            ("go to www.evil.store, quick", "www.evil.store"),
            ("cheapbags.com", "cheapbags.com"),
            ("bit.ly/3abc", "bit.ly/3abc"),
            ("look:cheap-bags.shop!", "cheap-bags.shop"),
            ("visit cheapbags.store", "cheapbags.store"),
            ("t.me.co/abc and more", "t.me.co/abc"),
            ("amzn.to/xyz", "amzn.to/xyz"),
            ("bücher.de", "bücher.de"),
            ("e\u{301}vil。com", "e\u{301}vil。com"),
        ],
    );
    all_have(
        Reason::WebAddressDisguised,
        &[("cheapbags dot com", "cheapbags dot com"), ("cheapbags (dot) net", "cheapbags (dot) net")],
    );
    let own = settings(&[], &["shop.example", "*.shop.example", "brand.com", "xn--bcher-kva.de"]);
    for body in [
        "https://shop.example/coat",
        "http://www.shop.example:8080/coat",
        "https://img.shop.example/a.jpg",
        "brand.com, www.brand.com/coat and BRAND.COM",
        "brand dot com",
        "https://bücher.de/",
        "bücher.de",
    ] {
        assert_eq!(found(body, &own), [], "{body}");
    }
    for body in [
        "https://shop.example.evil.com/",
        "https://shop.example@evil.com/",
        "https://evil.com/shop.example",
        "https://evil.com\\@shop.example",
        "https://evilshop.example/",
        "https://sub.brand.com/",
        "notbrand.com",
    ] {
        let reasons: Vec<Reason> = found(body, &own).into_iter().map(|(reason, _)| reason).collect();
        assert!(reasons.contains(&Reason::WebAddress), "{body}");
    }
}

#[test]
fn spam_is_found() {
    all_have(
        Reason::Promotion,
        &[
            ("Use my code ANNA10 for a treat", "Use my code"),
            ("CLICK HERE for more", "CLICK HERE"),
            ("Follow me for more outfits", "Follow me"),
            ("Rabattcode für alle", "Rabattcode"),
            ("Código de descuento para ti", "Código de descuento"),
            ("gagner de l'argent vite", "gagner de l'argent"),
        ],
    );
    assert_eq!(reasons("Buy now! Limited time offer, click here"), [Reason::Promotions]);
    assert_eq!(reasons("I LOVE THIS DRESS SO MUCH AND EVERYBODY SHOULD HAVE ONE"), [Reason::AllCapitals]);
    assert_eq!(reasons("LOVE IT! SO CUTE!"), []);
    assert_eq!(reasons("Wow!!!!!!!!"), [Reason::ExclamationMarks]);
    assert_eq!(reasons(&"So nice! ".repeat(13).replace("So", "Sö")[..10]), []);
    assert_eq!(reasons("a! b! c! d! e! f! g! h! i! j! k! l! m!"), [Reason::ExclamationMarks]);
    let tags = |sign: &str, count: usize| (0..count).map(|at| format!("{sign}tag{at} ")).collect::<String>();
    assert_eq!((reasons(&tags("#", 15)), reasons(&tags("#", 16))), (vec![], vec![Reason::Hashtags]));
    assert_eq!((reasons(&tags("@", 5)), reasons(&tags("@", 6))), (vec![], vec![Reason::Mentions]));
    assert_eq!(reasons("#1 #2 #3 #4 #5 #6 #7 #8 #9 #10 #11 #12 #13 #14 #15 #16 #17"), []);
}
