import java.io.*; import java.nio.file.*; import java.util.*;
import org.apache.pdfbox.pdmodel.PDDocument; import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cert.X509CertificateHolder; import org.bouncycastle.cms.*; import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider; import org.bouncycastle.tsp.*; import org.bouncycastle.asn1.*;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers; import org.bouncycastle.asn1.cms.*;
import org.bouncycastle.openssl.PEMParser; import org.bouncycastle.cert.jcajce.*; import org.bouncycastle.operator.jcajce.*;

/* Judge CA.pem FILE...: every signature and time stamp of each file, by PDFBox and BouncyCastle. Status 1: one is wrong. */
public class Judge {
    static X509CertificateHolder authority;

    static boolean issued(X509CertificateHolder c) throws Exception {
        return c.isSignatureValid(new JcaContentVerifierProviderBuilder().setProvider("BC").build(authority));
    }

    static boolean stamp(TimeStampToken token, byte[] content) throws Exception {
        X509CertificateHolder c = (X509CertificateHolder) token.getCertificates().getMatches(token.getSID()).iterator().next();
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(c)); /* throws */
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(content);
        return issued(c) && Arrays.equals(digest, token.getTimeStampInfo().getMessageImprintDigest());
    }

    static boolean signature(byte[] cms, byte[] content) throws Exception {
        CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), cms);
        SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();
        X509CertificateHolder c = (X509CertificateHolder) data.getCertificates().getMatches(signer.getSID()).iterator().next();
        AttributeTable signed = signer.getSignedAttributes();
        AttributeTable not = signer.getUnsignedAttributes();
        boolean good = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(c)) && issued(c)
            && signed.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2) != null && signed.get(CMSAttributes.signingTime) == null;
        Attribute token = not == null ? null : not.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        return good && (token == null || stamp(new TimeStampToken(ContentInfo.getInstance(token.getAttrValues().getObjectAt(0))), signer.getSignature()));
    }

    static boolean judge(String path) throws Exception {
        byte[] bytes = Files.readAllBytes(Paths.get(path));
        boolean good = true; int count = 0;
        try (PDDocument document = PDDocument.load(bytes)) {
            for (PDSignature s : document.getSignatureDictionaries()) {
                boolean one = false; count++;
                try {
                    byte[] content = s.getSignedContent(bytes), cms = s.getContents(bytes);
                    one = "ETSI.RFC3161".equals(s.getSubFilter())
                        ? stamp(new TimeStampToken(new CMSSignedData(cms)), content) : signature(cms, content);
                } catch (Exception e) { System.out.println(path + ": " + e); }
                System.out.println(path + " " + s.getSubFilter() + (one ? " right" : " WRONG"));
                good &= one;
            }
        }
        return good && count > 0;
    }

    public static void main(String[] arguments) throws Exception {
        java.security.Security.addProvider(new BouncyCastleProvider());
        authority = (X509CertificateHolder) new PEMParser(new FileReader(arguments[0])).readObject();
        boolean good = true;
        for (int i = 1; i < arguments.length; i++) good &= judge(arguments[i]);
        System.exit(good ? 0 : 1);
    }
}
