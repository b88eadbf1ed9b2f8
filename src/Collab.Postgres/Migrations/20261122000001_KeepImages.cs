using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Collab.Postgres.Migrations;

/// <summary>A place for the images of documents. No row that is there changes.</summary>
[DbContext(typeof(CollabDbContext))]
[Migration("20261122000001_KeepImages")]
internal sealed class KeepImages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "files",
            columns: table => new
            {
                document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                counted = table.Column<bool>(type: "boolean", nullable: false),
                length = table.Column<long>(type: "bigint", nullable: false),
                content = table.Column<byte[]>(type: "bytea", nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_files", row => new { row.document, row.key }));

        // Images do not get smaller, and a part of what is not compressed is read without the rest.
        migrationBuilder.Sql("alter table files alter column content set storage external");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("files");
}
