workspace "URL shortener" "Turns a long URL into seven characters, and seven characters back into the long URL." {
  model {
    properties {
      "structurizr.groupSeparator" "/"
    }
    the_system = softwareSystem "URL shortener" {
      browser = container "browser" "where a short URL is clicked or made" "Web client" "client"
      lb = container "lb" "spreads the traffic" "Load balancer · ×2" "forwarder"
      shortener = container "Shortener" "makes short URLs and resolves them" "Service · ×10" "compute"
      ids = container "ID generator" "hands out unique ids: time, machine, sequence" "Service · ×3" "compute"
      cache = container "cache" "" "Redis · ×6" "cache"
      urls = container "URLs" "system of record for short URLs" "DynamoDB" "store"
    }
    browser -> lb "POST /api/v1/data/shorten, GET /api/v1/{shortUrl}" "HTTP request"
    lb -> shortener "POST /api/v1/data/shorten, GET /api/v1/{shortUrl}" "HTTP request"
    shortener -> urls "read Url, write Url" "data store access"
    shortener -> ids "rpc Ids.Next" "remote procedure call"
    // shortener works by itself: base 62 of the id
    shortener -> cache "read Url, write Url" "cache access"
  }
  views {
    systemContext the_system context {
      include *
      autoLayout lr
    }
    container the_system architecture {
      include *
      autoLayout lr
    }
    dynamic the_system flow_shorten "shorten" {
      browser -> lb "1 POST /api/v1/data/shorten"
      lb -> shortener "1 POST /api/v1/data/shorten"
      shortener -> urls "2 read Url"
      shortener -> ids "3 rpc Ids.Next"
      // 4 base 62 of the id, at shortener
      shortener -> urls "5 write Url"
      shortener -> lb "6 201 Url (reply)"
      lb -> browser "6 201 Url (reply)"
      autoLayout lr
    }
    dynamic the_system flow_redirect "redirect" {
      browser -> lb "1 GET /api/v1/{shortUrl}"
      lb -> shortener "1 GET /api/v1/{shortUrl}"
      shortener -> cache "2 read Url"
      shortener -> urls "3 [miss cache] read Url"
      shortener -> cache "4 [miss cache] write Url"
      shortener -> lb "5 301 Url (reply)"
      lb -> browser "5 301 Url (reply)"
      autoLayout lr
    }
    styles {
      element client {
        shape WebBrowser
      }
      element store {
        shape Cylinder
      }
      element cache {
        shape Cylinder
      }
      element broker {
        shape Pipe
      }
      element External {
        background #999999
      }
    }
  }
}
