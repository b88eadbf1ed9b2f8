using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Collab.Postgres.Migrations;

/// <summary>A place for share links. No row that is there changes.</summary>
[DbContext(typeof(CollabDbContext))]
[Migration("20261121120000_ShareLinks")]
internal sealed class ShareLinks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "share_links",
            columns: table => new
            {
                id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                access_right = table.Column<string>(type: "text", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_share_links", row => row.id));
        migrationBuilder.CreateIndex(name: "ix_share_links_document", table: "share_links", column: "document");
        migrationBuilder.CreateIndex(name: "ix_share_links_revoked_at", table: "share_links", column: "revoked_at");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("share_links");
}
