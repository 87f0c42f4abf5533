package io.dealledger.api.audit;

import io.dealledger.api.audit.SignedCheckpoints.Signed;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.projections.engine.ViewReader;
import io.dealledger.projections.seal.SealView;
import io.dealledger.tlog.EntryBundle;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.Tile;
import io.dealledger.tlog.UnreadableProofException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tree as C2SP tlog-tiles: with it anybody makes every proof without asking us for it. */
@RestController
@Tag(name = "ledger")
class TileResource {
    static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final String TILE = "/v1/ledger/tile/";
    private static final String ENTRIES = TILE + "entries/";

    private final ViewReader views;
    private final SignedCheckpoints checkpoints;

    TileResource(ViewReader views, SignedCheckpoints checkpoints) {
        this.views = views;
        this.checkpoints = checkpoints;
    }

    @GetMapping(TILE + "{level:[0-9]+}/**")
    @Operation(summary = "Up to 256 hashes of the tree (C2SP tlog-tiles: tile/<L>/<N>[.p/<W>])")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        String path = request.getRequestURI().substring(TILE.length());
        Tile tile = signed(path, read(path, false));
        List<Hash> hashes = views.ask(SealView.VIEW, (sql, _) -> SealView.tile(sql, tile));
        var body = new ByteArrayOutputStream();
        hashes.forEach(hash -> body.writeBytes(hash.bytes()));
        return immutable(body.toByteArray());
    }

    @GetMapping(ENTRIES + "**")
    @Operation(summary = "Up to 256 entries of the tree (C2SP tlog-tiles: tile/entries/<N>[.p/<W>])")
    ResponseEntity<byte[]> entries(HttpServletRequest request) {
        String path = request.getRequestURI().substring(ENTRIES.length());
        Tile tile = signed(path, read(path, true));
        return immutable(EntryBundle.write(views.ask(SealView.VIEW,
                (sql, _) -> SealView.entries(sql, tile.index() * Tile.FULL, tile.width()))));
    }

    private static Tile read(String path, boolean entries) {
        try {
            return entries ? Tile.parseEntries(path) : Tile.parse(path);
        } catch (UnreadableProofException e) {
            throw ProblemException.badParameter("tile", path, String.valueOf(e.getMessage()));
        }
    }

    /** Nothing is shown that is not under a signature: it could still change. */
    private Tile signed(String path, Tile tile) {
        Signed latest = checkpoints.latest();
        if (latest == null || !tile.isWithin(latest.size())) {
            throw ProblemException.notFound("tile", path);
        }
        return tile;
    }

    private static ResponseEntity<byte[]> immutable(byte[] body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("Cache-Control", "public, max-age=31536000, immutable").body(body);
    }
}
