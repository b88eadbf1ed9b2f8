using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Collab.Postgres.Migrations;

/// <summary>The first schema: documents with their updates, checkpoints and commits, and the catalogue.</summary>
[DbContext(typeof(CollabDbContext))]
[Migration("20260101000000_CreateStoreAndCatalog")]
internal sealed class CreateStoreAndCatalog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "documents",
            columns: table => new
            {
                id = table.Column<long>(type: "bigint", nullable: false)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                next_seq = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L),
                checkpoint_seq = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                stored_bytes = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                created_at = table.Column<DateTimeOffset>(
                    type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
            },
            constraints: table => table.PrimaryKey("pk_documents", row => row.id))
            .Annotation("Npgsql:StorageParameter:fillfactor", 70);

        migrationBuilder.CreateTable(
            name: "updates",
            columns: table => new
            {
                document_id = table.Column<long>(type: "bigint", nullable: false),
                seq = table.Column<long>(type: "bigint", nullable: false),
                crc = table.Column<int>(type: "integer", nullable: false),
                payload = table.Column<byte[]>(type: "bytea", nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_updates", row => new { row.document_id, row.seq }));

        migrationBuilder.CreateTable(
            name: "checkpoints",
            columns: table => new
            {
                document_id = table.Column<long>(type: "bigint", nullable: false),
                seq = table.Column<long>(type: "bigint", nullable: false),
                crc = table.Column<int>(type: "integer", nullable: false),
                state = table.Column<byte[]>(type: "bytea", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_checkpoints", row => row.document_id);
                table.ForeignKey(
                    name: "fk_checkpoints_documents",
                    column: row => row.document_id,
                    principalTable: "documents",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "commits",
            columns: table => new
            {
                writer = table.Column<Guid>(type: "uuid", nullable: false),
                number = table.Column<long>(type: "bigint", nullable: false),
                sequences = table.Column<long[]>(type: "bigint[]", nullable: false),
                committed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_commits", row => row.writer))
            .Annotation("Npgsql:StorageParameter:fillfactor", 50);

        migrationBuilder.CreateTable(
            name: "catalog",
            columns: table => new
            {
                name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                seq = table.Column<long>(type: "bigint", nullable: false),
                kind = table.Column<string>(type: "text", nullable: false),
                title = table.Column<string>(type: "text", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_catalog", row => row.name));

        migrationBuilder.CreateIndex(name: "ux_documents_name", table: "documents", column: "name", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("catalog");
        migrationBuilder.DropTable("commits");
        migrationBuilder.DropTable("checkpoints");
        migrationBuilder.DropTable("updates");
        migrationBuilder.DropTable("documents");
    }
}
