using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Collab.Postgres.Migrations;

/// <summary>Folder, star, trash, thumbnail and deletion in the catalogue. Rows that are there are in no folder, and none of the rest.</summary>
[DbContext(typeof(CollabDbContext))]
[Migration("20261122000000_KeepWhatPeopleDoWithDocuments")]
internal sealed class KeepWhatPeopleDoWithDocuments : Migration
{
    private const string Time = "timestamp with time zone";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Defaults are the schema's, so that nodes of an older version go on writing here.
        migrationBuilder.AddColumn<string>("folder", "catalog", type: "text", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<bool>("starred", "catalog", type: "boolean", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<DateTimeOffset>("trashed_at", "catalog", type: Time, nullable: true);
        migrationBuilder.AddColumn<string>("thumbnail", "catalog", type: "text", nullable: true);
        migrationBuilder.AddColumn<DateTimeOffset>("deleted_at", "catalog", type: Time, nullable: true);
    }

    // Who knows nothing of deletion would list what is left of deleted documents.
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("delete from catalog where deleted_at is not null");
        foreach (var column in new[] { "folder", "starred", "trashed_at", "thumbnail", "deleted_at" })
        {
            migrationBuilder.DropColumn(column, "catalog");
        }
    }
}
