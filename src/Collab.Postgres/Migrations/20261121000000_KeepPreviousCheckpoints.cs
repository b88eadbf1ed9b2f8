using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Collab.Postgres.Migrations;

/// <summary>A place for the checkpoint before the newest one. No row that is there changes.</summary>
[DbContext(typeof(CollabDbContext))]
[Migration("20261121000000_KeepPreviousCheckpoints")]
internal sealed class KeepPreviousCheckpoints : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "previous_checkpoints",
            columns: table => new
            {
                document_id = table.Column<long>(type: "bigint", nullable: false),
                seq = table.Column<long>(type: "bigint", nullable: false),
                crc = table.Column<int>(type: "integer", nullable: true),
                state = table.Column<byte[]>(type: "bytea", nullable: true),
                replaced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                log_bytes = table.Column<long>(type: "bigint", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_previous_checkpoints", row => row.document_id);
                table.ForeignKey(
                    name: "fk_previous_checkpoints_documents",
                    column: row => row.document_id,
                    principalTable: "documents",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "ix_previous_checkpoints_replaced_at", table: "previous_checkpoints", column: "replaced_at");
    }

    // What is kept for it alone goes with it.
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            delete from updates using documents
            where documents.id = updates.document_id and updates.seq <= documents.checkpoint_seq
            """);
        migrationBuilder.DropTable("previous_checkpoints");
    }
}
