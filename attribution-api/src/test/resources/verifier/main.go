// An independent look at the ledger: Go's own note and tlog packages over HTTP, no code of ours.
//
//	verifier <prefix> <vkey> <an earlier checkpoint's file>
//
// Checks the signature, that every entry is in the tree by tiles, the proofs that the ledger serves, and that the tree
// continues the earlier checkpoint. Prints one line; any fault ends it with status 1.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var prefix string

func fail(format string, args ...interface{}) {
	fmt.Printf(format+"\n", args...)
	os.Exit(1)
}

func check(what string, err error) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

func get(path string) []byte {
	answer, err := http.Get(prefix + path)
	check(path, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	check(path, err)
	if answer.StatusCode != 200 {
		fail("%s: status %d: %s", path, answer.StatusCode, body)
	}
	return body
}

func open(msg []byte, verifiers note.Verifiers) tlog.Tree {
	opened, err := note.Open(msg, verifiers)
	check("note", err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check("size", err)
	hash, err := tlog.ParseHash(lines[2])
	check("root", err)
	return tlog.Tree{N: size, Hash: hash}
}

func hash(text string) tlog.Hash {
	h, err := tlog.ParseHash(text)
	check("hash", err)
	return h
}

func hashes(texts []string) []tlog.Hash {
	var list []tlog.Hash
	for _, text := range texts {
		list = append(list, hash(text))
	}
	return list
}

type tiles struct{}

func (tiles) Height() int                           { return 8 }
func (tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		all = append(all, get("/"+strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return all, nil
}

func entry(index, size int64) []byte {
	tile := tlog.Tile{H: 8, L: 0, N: index / 256, W: 256}
	if size-tile.N*256 < 256 {
		tile.W = int(size - tile.N*256)
	}
	bundle := get("/" + strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1))
	for i := int64(0); ; i++ {
		length := int64(binary.BigEndian.Uint16(bundle))
		if i == index%256 {
			return bundle[2 : 2+length]
		}
		bundle = bundle[2+length:]
	}
}

func main() {
	prefix = os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	check("vkey", err)
	verifiers := note.VerifierList(verifier)
	earlierNote, err := os.ReadFile(os.Args[3])
	check("earlier checkpoint", err)
	earlier := open(earlierNote, verifiers)
	tree := open(get("/checkpoint"), verifiers)

	reader := tlog.TileHashReader(tree, tiles{}) // checks each tile against the root before it is believed
	var indexes []int64
	for i := int64(0); i < tree.N; i++ {
		indexes = append(indexes, tlog.StoredHashIndex(0, i))
	}
	leaves, err := reader.ReadHashes(indexes)
	check("leaves", err)
	for i := int64(0); i < tree.N; i += 37 {
		if tlog.RecordHash(entry(i, tree.N)) != leaves[i] {
			fail("entry %d is not in the tree", i)
		}
		var proof struct {
			Entry, Leaf, Root, Checkpoint string
			Size                          int64
			Path                          []string
		}
		check("proof", json.Unmarshal(get(fmt.Sprintf("/entries/%d/proof", i)), &proof))
		head := open([]byte(proof.Checkpoint), verifiers)
		check(fmt.Sprintf("inclusion of %d", i),
			tlog.CheckRecord(hashes(proof.Path), head.N, head.Hash, i, tlog.RecordHash([]byte(proof.Entry))))
		if tlog.CheckRecord(hashes(proof.Path), head.N, head.Hash, i, tlog.RecordHash([]byte("other"))) == nil {
			fail("another entry is proven at %d", i)
		}
	}

	own, err := tlog.ProveTree(tree.N, earlier.N, reader)
	check("consistency by tiles", err)
	check("consistency by tiles", tlog.CheckTree(own, tree.N, tree.Hash, earlier.N, earlier.Hash))
	var served struct {
		Proof      []string
		Checkpoint string
	}
	check("consistency", json.Unmarshal(get(fmt.Sprintf("/consistency?from=%d", earlier.N)), &served))
	head := open([]byte(served.Checkpoint), verifiers)
	check("consistency as served", tlog.CheckTree(hashes(served.Proof), head.N, head.Hash, earlier.N, earlier.Hash))
	fmt.Printf("ok %d %s\n", tree.N, base64.StdEncoding.EncodeToString(tree.Hash[:]))
}
